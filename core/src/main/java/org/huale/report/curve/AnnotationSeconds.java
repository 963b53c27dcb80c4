package org.huale.report.curve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.huale.dataset.ImageId;
import org.huale.dataset.file.CsvRows;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.problem.HualeException;
import org.huale.storage.CsvText;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;

/**
 * How long people took, or would take, to annotate each image, where somebody has measured it.
 *
 * @param byImage seconds by the image's id in the data set; empty where nothing was measured
 */
public record AnnotationSeconds(Map<String, Double> byImage) {
    /** Nothing was measured. */
    public static final AnnotationSeconds UNKNOWN = new AnnotationSeconds(Map.of());

    /** The file's name in the folder of a run that measured them. */
    public static final String FILE = "annotation-seconds.csv";

    private static final List<String> HEADER = List.of("image", "seconds");

    public AnnotationSeconds {
        byImage = Map.copyOf(byImage);
    }

    /**
     * Reads a CSV file with the header {@code image,seconds}, in UTF-8 with or without its mark. An image may stand in quotation
     * marks, and is taken as it is written, with spaces; one without them may have commas, as earlier versions wrote it.
     *
     * @throws HualeException with the line, where the file cannot be read or is not of that form, or names an image twice
     */
    public static AnnotationSeconds read(Path file) {
        List<String> lines = lines(file);
        if (lines.isEmpty() || !isHeader(cells(file, 1, lines.get(0)))) {
            throw new HualeException(file + ": line 1: must be " + String.join(",", HEADER));
        }
        Map<String, Double> seconds = new HashMap<>();
        for (int number = 2; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (!line.isBlank() && !isTaken(cells(file, number, line), seconds)) {
                throw new HualeException(file + ": line " + number
                        + ": must be an image that was not named before, a comma and its seconds, got " + line);
            }
        }
        return new AnnotationSeconds(seconds);
    }

    private static boolean isHeader(List<String> cells) {
        return cells.stream().map(String::strip).toList().equals(HEADER);
    }

    private static List<String> cells(Path file, int number, String line) {
        int comma = line.lastIndexOf(',');
        if (comma < 0 || line.startsWith("\"")) {
            return CsvRows.ofLine(line, file.toString(), number);
        }
        List<String> cells = new ArrayList<>(List.of(line.substring(0, comma)));
        cells.addAll(CsvRows.ofLine(line.substring(comma + 1), file.toString(), number));
        return cells;
    }

    /** Whether it is an image that has no seconds yet, and its seconds. */
    private static boolean isTaken(List<String> cells, Map<String, Double> seconds) {
        if (cells.size() != HEADER.size() || cells.get(0).isBlank()) {
            return false;
        }
        double value = number(cells.get(1));
        return value >= 0 && seconds.put(CsvText.plain(cells.get(0)), value) == null;
    }

    /** These or, where there are none, those that the run itself has measured. */
    AnnotationSeconds orMeasuredIn(RunHistory run) {
        Path folder = run.folder();
        if (!byImage.isEmpty() || folder == null) {
            return this;
        }
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? read(file) : this;
    }

    private static List<String> lines(Path file) {
        try {
            return InputFile.lines(file);
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    /**
     * What a person should know of images that were worked on and whose seconds are not here: their runs have no curve against
     * hours.
     *
     * @param file that these were read from, for messages
     * @throws HualeException where they are those of no image that was worked on
     */
    public List<String> gaps(List<RunHistory> runs, Path file) {
        List<Gap> all =
                runs.stream().map(this::gap).filter(it -> it.images() > 0).toList();
        if (!all.isEmpty() && all.stream().allMatch(it -> it.lacking().size() == it.images())) {
            throw new HualeException(file + ": names none of the images that people worked on in the runs, such as "
                    + all.get(0).lacking().first() + " of run " + all.get(0).run());
        }
        return all.stream()
                .filter(it -> !it.lacking().isEmpty())
                .map(it -> file + ": " + it.words())
                .toList();
    }

    /**
     * Images of a run whose seconds are not here.
     *
     * @param images how many people worked on
     */
    private record Gap(String run, int images, NavigableSet<ImageId> lacking) {
        String words() {
            return "has no seconds of " + lacking.size() + " of the " + images + " images that people worked on in run "
                    + run + ", first " + lacking.first() + "; the run has no curve against hours";
        }
    }

    private Gap gap(RunHistory run) {
        NavigableSet<ImageId> lacking = new TreeSet<>();
        run.cycles().stream()
                .filter(it -> it.selection() != null)
                .flatMap(it -> run.workedOn(it).stream())
                .forEach(lacking::addAll);
        int images = lacking.size();
        lacking.removeIf(it -> byImage.containsKey(it.value()));
        return new Gap(run.summary().name(), images, lacking);
    }

    private static double number(String text) {
        try {
            double value = Double.parseDouble(text.strip());
            return Double.isFinite(value) ? value : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** 0, or NaN where nothing was measured. */
    double ofNothing() {
        return byImage.isEmpty() ? Double.NaN : 0;
    }

    /** Of the images that people worked on at the end of a cycle; NaN where these, or the seconds of one, are not known. */
    double of(RunHistory run, CycleRecord cycle) {
        return byImage.isEmpty() || cycle.selection() == null
                ? ofNothing()
                : run.workedOn(cycle).map(this::sum).orElse(Double.NaN);
    }

    private double sum(Set<ImageId> images) {
        return images.stream()
                .mapToDouble(it -> byImage.getOrDefault(it.value(), Double.NaN))
                .sum();
    }
}
