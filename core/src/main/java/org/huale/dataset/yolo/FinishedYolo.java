package org.huale.dataset.yolo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.huale.dataset.Annotation;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.TextLines;
import org.huale.problem.HualeException;

/**
 * YOLO files as tools export them: every image with a text file of its name is finished, also if that is empty. Class
 * names, and whether rows have keypoints, come from a {@code .yaml}; names also from {@code obj.names}, {@code classes.txt} or
 * {@code labels.txt}.
 */
record FinishedYolo(FinishedAnnotations reading) {
    private static final Pattern ROW = Pattern.compile("\\s*\\d+(\\s+[-+.0-9eE]+){4,}\\s*");

    void read(Path folder, List<String> files) {
        ClassLists lists = ClassLists.of(folder, files);
        for (String file : files) {
            if (RelativePath.hasExtension(file, "txt") && !ClassLists.isTextList(file)) {
                read(folder.resolve(file), file, lists.forLabels(file));
            }
        }
        lists.faults().forEach(fault -> reading.findings().unusable("YOLO files", fault));
    }

    private void read(Path labels, String where, ClassLists.Named theirs) {
        try {
            List<String> lines = TextLines.of(labels);
            Optional<ImageRecord> image = reading.find(RelativePath.withoutExtension(where), where);
            if (image.isPresent()) {
                YoloLabels rows = new YoloLabels(
                        theirs.numbers(), theirs.keypoints(), image.get().size(), reading.findings());
                List<Annotation> annotations = rows.annotations(lines, where);
                reading.take(image.get(), reading.renumbered(annotations, theirs.classes(), where), where);
            } else if (lines.stream().anyMatch(line -> ROW.matcher(line).matches())) {
                reading.other(where); // lists of images and notes to readers are text files, too
            }
        } catch (HualeException e) {
            reading.findings().unusable(where, String.valueOf(e.getMessage()));
        }
    }
}
