package org.huale.dataset.yolo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassList;
import org.huale.dataset.ClassNames;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.TextLines;
import org.huale.problem.HualeException;

/**
 * YOLO files as tools export them: every image with a text file of its name is finished, also if that is empty. Class
 * names come from a {@code .yaml}, {@code obj.names}, {@code classes.txt} or {@code labels.txt}.
 */
record FinishedYolo(FinishedAnnotations reading) {
    private static final Pattern ROW = Pattern.compile("\\s*\\d+(\\s+[-+.0-9eE]+){4,}\\s*");

    void read(Path folder, List<String> files) {
        ClassNames theirs = classes(folder, files);
        for (String file : files) {
            if (RelativePath.hasExtension(file, "txt") && !isList(file)) {
                read(folder.resolve(file), file, theirs);
            }
        }
    }

    private static ClassNames classes(Path folder, List<String> files) {
        Optional<String> yaml = first(files, file -> file.endsWith(".yaml") || file.endsWith(".yml"));
        if (yaml.isPresent()) {
            return YoloConfig.classesOf(folder.resolve(yaml.get()));
        }
        return first(files, file -> file.endsWith(".names"))
                .or(() -> first(files, FinishedYolo::isList))
                .map(file -> ClassList.read(folder.resolve(file)))
                .orElseThrow(() -> new HualeException(folder + ": has no list of the class names that the numbers in"
                        + " YOLO files mean; put data.yaml, obj.names or classes.txt there"));
    }

    private static Optional<String> first(List<String> files, Predicate<String> which) {
        return files.stream().filter(which).findFirst();
    }

    private static boolean isList(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.equals("classes.txt") || name.equals("labels.txt");
    }

    private void read(Path labels, String where, ClassNames theirs) {
        try {
            List<String> lines = TextLines.of(labels);
            Optional<ImageRecord> image = reading.names().find(RelativePath.withoutExtension(where));
            if (image.isPresent()) {
                YoloLabels rows = new YoloLabels(theirs.count(), 0, image.get().size(), reading.findings());
                List<Annotation> annotations = rows.annotations(lines, where);
                reading.take(image.get(), reading.renumbered(annotations, theirs, where), where);
            } else if (lines.stream().anyMatch(line -> ROW.matcher(line).matches())) {
                reading.other(where); // lists of images and notes to readers are text files, too
            }
        } catch (HualeException e) {
            reading.findings().unusable(where, String.valueOf(e.getMessage()));
        }
    }
}
