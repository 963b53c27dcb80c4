package org.huale.dataset.drawn;

import java.util.List;
import java.util.Optional;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Bounds;

/** Hands over what annotators drew, image by image. */
public record DrawnFinished(FinishedAnnotations reading) {

    public void take(DrawnFile file) {
        ClassNames used = file.usedClasses();
        for (DrawnImage image : file.images()) {
            if (image.progress() != DrawnImage.Progress.UNTOUCHED) {
                find(image).ifPresentOrElse(known -> take(image, known, used), () -> reading.other(image.name()));
            }
        }
    }

    private Optional<ImageRecord> find(DrawnImage image) {
        return image.names().stream()
                .map(name -> reading.find(name, image.where()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private void take(DrawnImage image, ImageRecord known, ClassNames used) {
        if (image.sides().areStated()) {
            Bounds.imageSize(image.sides().width(), image.sides().height(), image.where(), reading.findings())
                    .ifPresent(size -> reading.compare(known, size, image.where()));
        }
        if (image.isUnclear()) {
            reading.ask(known, image.where());
            return;
        }
        List<Annotation> annotations =
                new DrawnObjects(used, known.size(), reading.findings()).annotations(image.objects());
        reading.take(known, reading.renumbered(annotations, used, image.where()), image.where());
    }
}
