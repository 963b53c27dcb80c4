package org.huale.dataset.aside;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.dataset.FlatNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.TextLines;

/**
 * The images that annotators set aside because they cannot be annotated: a text file with a line for each, the image's name
 * and the reason with a tab between. Blank lines and a first line {@code image reason} are passed over, and so are lines that begin
 * with {@code #}, unless an image is called so.
 *
 * @param reasons by image, {@link #NO_REASON} where the file gives none
 * @param problems that the annotators have to mend, each with its line
 */
public record SkippedList(Map<ImageId, String> reasons, List<String> problems) {
    /** The name that the file has. */
    public static final String FILE = "skipped.tsv";

    /** Stands for a reason that nobody gave. */
    public static final String NO_REASON = "no reason given";

    private static final String HEADER = "image";
    private static final String WHOLE_HEADER = HEADER + "\treason";

    public SkippedList {
        reasons = Collections.unmodifiableMap(new TreeMap<>(reasons));
        problems = List.copyOf(problems);
    }

    /**
     * Nothing is set aside where there is no such file.
     *
     * @param names of the images that were handed out
     */
    public static SkippedList in(Path folder, FlatNames names) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return new SkippedList(Map.of(), List.of());
        }
        Map<ImageId, String> reasons = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        List<String> lines = TextLines.of(file);
        for (int i = 0; i < lines.size(); i++) {
            if (!isPassedOver(lines.get(i), i, names)) {
                add(lines.get(i), FILE + ": line " + (i + 1) + ": ", new Reading(names, reasons, problems));
            }
        }
        return new SkippedList(reasons, problems);
    }

    private record Reading(FlatNames names, Map<ImageId, String> reasons, List<String> problems) {}

    private static boolean isPassedOver(String line, int number, FlatNames names) {
        boolean first = number == 0;
        boolean passed = line.startsWith("#") || (first && name(line).equalsIgnoreCase(HEADER));
        return line.isBlank()
                || (first && line.strip().equalsIgnoreCase(WHOLE_HEADER))
                || (passed && names.matches(written(line)).stream().noneMatch(image -> isCalled(image, written(line))));
    }

    /** Whether it is just the image's name, with or without folders and extension: a note may hold the name of any. */
    private static boolean isCalled(ImageRecord image, String name) {
        String path = "/" + RelativePath.stem(image.id().value());
        return path.endsWith("/" + RelativePath.stem(name));
    }

    private static void add(String line, String place, Reading reading) {
        String written = written(line);
        Optional<ImageRecord> image = reading.names
                .find(written)
                .filter(it -> isCalled(it, written))
                .or(() -> reading.names.find(name(line)));
        if (image.isEmpty()) {
            reading.problems.add(place + "'" + name(line)
                    + "' is none of the images handed out; a line is an image's name," + " a tab and the reason");
        } else if (reading.reasons.putIfAbsent(image.get().id(), reason(line)) != null) {
            reading.problems.add(place + "image " + image.get().id() + " is set aside in a line above already");
        }
    }

    private static String name(String line) {
        return written(line).strip();
    }

    /** The name with the spaces around it, which may be of it. */
    private static String written(String line) {
        int tab = line.indexOf('\t');
        return tab < 0 ? line : line.substring(0, tab);
    }

    private static String reason(String line) {
        int tab = line.indexOf('\t');
        String reason = tab < 0 ? "" : line.substring(tab + 1).strip();
        return reason.isEmpty() ? NO_REASON : reason;
    }
}
