package org.huale.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.huale.config.Extensions;
import org.huale.config.NearestKey;
import org.huale.problem.HualeException;

/** The formats on the class path, in the order in which they are found there. */
public final class DatasetFormats {
    private static final Extensions<List<DatasetFormat>> KNOWN =
            new Extensions<>("a format of data sets", () -> load(ServiceLoader.load(DatasetFormat.class)));

    private DatasetFormats() {}

    public static List<DatasetFormat> all() {
        return KNOWN.all();
    }

    /** @throws HualeException with the allowed forms and a guess where there is no format of that prefix */
    public static DatasetFormat named(String prefix) {
        return find(prefix)
                .orElseThrow(() -> new HualeException("'" + prefix + "' is no format of data sets; allowed are "
                        + String.join(", ", DatasetFormat.names()) + meant(prefix)));
    }

    /** The same for the prefix of a whole name, which the message tells. */
    static DatasetFormat named(String prefix, String text) {
        return find(prefix)
                .orElseThrow(() -> new HualeException("data set '" + text + "' is of unknown kind '" + prefix
                        + "'; allowed are " + forms() + meant(prefix)));
    }

    static String forms() {
        return all().stream().map(DatasetFormat::form).collect(Collectors.joining(", "));
    }

    /** Something of each format in a sentence: {@code a, b or c}. */
    public static String either(Function<DatasetFormat, String> what) {
        List<String> words = all().stream().map(what).toList();
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    private static Optional<DatasetFormat> find(String prefix) {
        return all().stream().filter(format -> format.prefix().equals(prefix)).findFirst();
    }

    /** A format whose prefix begins what was typed, or the other way round, as in {@code yolov8} and {@code coc}. */
    private static String meant(String prefix) {
        String typed = prefix.toLowerCase(Locale.ROOT);
        return DatasetFormat.names().stream()
                .filter(name -> typed.startsWith(name) || (typed.length() > 1 && name.startsWith(typed)))
                .findFirst()
                .or(() -> NearestKey.among(DatasetFormat.names(), typed))
                .map(name -> "; did you mean " + name + ":?")
                .orElse("");
    }

    static List<DatasetFormat> load(Iterable<DatasetFormat> providers) {
        List<DatasetFormat> formats = new ArrayList<>();
        Map<String, DatasetFormat> byPrefix = new HashMap<>();
        for (DatasetFormat format : providers) {
            Extensions.requireOne(
                    "formats of data sets", format.prefix(), byPrefix.put(format.prefix(), format), format);
            formats.add(format);
        }
        return List.copyOf(formats);
    }
}
