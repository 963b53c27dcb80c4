package org.huale.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The columns of a table in one format: what each is called there, and how it shows a row. */
public final class Columns<R, C> {
    private final List<String> headings = new ArrayList<>();
    private final List<Function<R, C>> cells = new ArrayList<>();

    public Columns<R, C> add(String heading, Function<R, C> cell) {
        headings.add(heading);
        cells.add(cell);
        return this;
    }

    public List<String> headings() {
        return List.copyOf(headings);
    }

    /** As many as there are headings. */
    public List<C> of(R row) {
        return cells.stream().map(it -> it.apply(row)).toList();
    }
}
