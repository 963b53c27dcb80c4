package org.huale.dataset.coco;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.huale.dataset.ClassNames;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.ImageRecord;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/** COCO files as tools export them: every image with an entry in {@code images} is finished. */
record FinishedCoco(FinishedAnnotations reading) {
    /** As CVAT expects COCO files with boxes to be called, in a folder {@code annotations}. */
    static final String HANDED_OUT = "instances_to-label.json";

    private static final String FORMERLY_HANDED_OUT = "to-label.json";

    /** {@code notes.json} is Label Studio's, beside its other exports; on what was handed out nobody has worked. */
    static boolean isMine(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return name.endsWith(".json")
                && !name.equals("notes.json")
                && !name.equals(HANDED_OUT)
                && !name.equals(FORMERLY_HANDED_OUT);
    }

    void read(Path folder, List<String> files) {
        for (String file : files) {
            if (isMine(file)) {
                read(folder.resolve(file), file);
            }
        }
    }

    private void read(Path json, String where) {
        try {
            DatasetReading theirs = CocoReader.ofKnownImages(json).read();
            theirs.problems().forEach(this::pass);
            for (ImageRecord image : theirs.dataset().images()) {
                read(image, theirs.dataset().classes(), where);
            }
        } catch (HualeException e) {
            reading.findings().unusable(where, String.valueOf(e.getMessage()));
        }
    }

    private void pass(Problem problem) {
        switch (problem.severity()) {
            case NOTE -> reading.findings().note(problem.where(), problem.what());
            case MENDED -> reading.findings().mended(problem.where(), problem.what());
            case UNUSABLE -> reading.findings().unusable(problem.where(), problem.what());
        }
    }

    private void read(ImageRecord theirs, ClassNames classes, String file) {
        String where = file + ": " + theirs.id();
        Optional<ImageRecord> ours = reading.names().find(theirs.id().value());
        if (ours.isEmpty()) {
            reading.other(theirs.id().value());
            return;
        }
        reading.compare(ours.get(), theirs.size(), where);
        reading.take(ours.get(), reading.renumbered(theirs.annotations(), classes, where), where);
    }
}
