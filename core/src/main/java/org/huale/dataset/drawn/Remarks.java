package org.huale.dataset.drawn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.huale.dataset.file.Findings;

/** Counts what is worth one note a file, not one an object. */
public final class Remarks {
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Map<String, String> places = new LinkedHashMap<>();

    /** @param what in words that fit one and many, {@code an attribute 'colour' is not kept} */
    public void add(String what, String where) {
        counts.merge(what, 1, Integer::sum);
        places.putIfAbsent(what, where);
    }

    /** An outline that is no upright box, whose frame is taken. */
    public void framed(String kind, String where) {
        add((kind.startsWith("e") ? "an " : "a ") + kind + " is taken as its frame", where);
    }

    /** Something stated that data sets have no place for. */
    public void attribute(String name, String where) {
        add("attribute '" + name + "' is not kept", where);
    }

    /** Notes all of it at the first place of each. */
    public void tell(Findings findings) {
        counts.forEach((what, count) -> findings.note(
                places.getOrDefault(what, ""), what + (count == 1 ? "" : "; " + count + " times in this file")));
    }
}
