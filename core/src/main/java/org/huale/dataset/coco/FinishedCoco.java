package org.huale.dataset.coco;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.JsonShape;
import org.huale.dataset.file.RelativePath;
import org.huale.problem.HualeException;

/** COCO files as tools export them: every image with an entry in {@code images} is finished. */
record FinishedCoco(FinishedAnnotations reading) {
    /** As CVAT expects COCO files with boxes to be called, in a folder {@code annotations}. */
    static final String HANDED_OUT = "instances_to-label.json";

    private static final String FORMERLY_HANDED_OUT = "to-label.json";
    private static final List<String> KEYS = List.of("images", "annotations", "categories");

    /** By the keys; on what was handed out nobody has worked. */
    static boolean isMine(Path folder, String file) {
        return RelativePath.hasExtension(file, "json")
                && !isNotes(file)
                && !RelativePath.name(file).equals(HANDED_OUT)
                && !RelativePath.name(file).equals(FORMERLY_HANDED_OUT)
                && isCoco(folder.resolve(file));
    }

    /** Label Studio's, beside its other exports. */
    static boolean isNotes(String file) {
        return RelativePath.name(file).equalsIgnoreCase("notes.json");
    }

    static boolean isCoco(Path file) {
        JsonShape shape = JsonShape.of(file);
        return !shape.list() && KEYS.stream().anyMatch(shape.keys()::contains);
    }

    void read(Path folder, List<String> files) {
        for (String file : files) {
            if (isMine(folder, file)) {
                read(folder.resolve(file), file);
            }
        }
    }

    private void read(Path json, String where) {
        try {
            Findings own = reading.findings().forPart();
            Dataset theirs = CocoReader.ofKnownImages(json).read(own).dataset();
            reading.findings().add(own);
            theirs.images().forEach(image -> read(image, theirs.classes(), where));
        } catch (HualeException e) {
            reading.findings().unusable(where, String.valueOf(e.getMessage()));
        }
    }

    private void read(ImageRecord theirs, ClassNames classes, String file) {
        String where = file + ": " + theirs.id();
        Optional<ImageRecord> ours = reading.find(theirs.id().value(), where);
        if (ours.isEmpty()) {
            reading.other(theirs.id().value());
            return;
        }
        reading.compare(ours.get(), theirs.size(), where);
        reading.take(ours.get(), reading.renumbered(theirs.annotations(), classes, where), where);
    }
}
