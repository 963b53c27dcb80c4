package org.huale.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.image.draw.Mark;

/** What to draw for detections and annotations. */
public final class Marks {

    private Marks() {}

    /** Detections of at least a confidence with class and confidence ({@code dog 0.97}), the most confident on top. */
    public static List<Mark> of(Detections detections, ClassNames classes, double leastConfidence) {
        List<Mark> marks = detections.stream()
                .filter(detection -> Confidence.isAtLeast(detection.confidence(), leastConfidence))
                .map(detection -> of(detection, classes))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(marks);
        return marks;
    }

    /** Annotations with their class; difficult ones and crowds dashed and said to be so. */
    public static List<Mark> of(List<Annotation> annotations, ClassNames classes) {
        return annotations.stream().map(annotation -> of(annotation, classes)).toList();
    }

    private static Mark of(Detection detection, ClassNames classes) {
        String label =
                String.format(Locale.ROOT, "%s %.2f", classes.name(detection.classIndex()), detection.confidence());
        return new Mark(detection.box(), detection.classIndex(), label, Mark.Style.SOLID);
    }

    private static Mark of(Annotation annotation, ClassNames classes) {
        String remark = annotation.crowd() ? " (crowd)" : annotation.difficult() ? " (difficult)" : "";
        String label = classes.name(annotation.classIndex()) + remark;
        Mark.Style style = remark.isEmpty() ? Mark.Style.SOLID : Mark.Style.DASHED;
        return new Mark(annotation.box(), annotation.classIndex(), label, style);
    }
}
