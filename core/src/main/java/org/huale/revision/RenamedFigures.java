package org.huale.revision;

import java.util.Collections;
import java.util.List;
import org.huale.metric.Evaluation;
import org.huale.metric.Evaluation.ClassEvaluation;

/** The figures of classes under the names that the classes have now. */
public final class RenamedFigures {
    private RenamedFigures() {}

    /** Classes that share their place with others keep their name. */
    public static Evaluation of(Evaluation evaluation, ClassRenumbering classes) {
        List<ClassEvaluation> renamed =
                evaluation.classes().stream().map(it -> of(it, classes)).toList();
        return new Evaluation(
                evaluation.metric(), evaluation.counts(), evaluation.figures(), renamed, evaluation.curves());
    }

    private static ClassEvaluation of(ClassEvaluation figures, ClassRenumbering classes) {
        int before = classes.from().names().indexOf(figures.name());
        if (before < 0) {
            return figures;
        }
        int place = classes.places().get(before);
        boolean alone = Collections.frequency(classes.places(), place) == 1;
        return alone ? new ClassEvaluation(classes.to().name(place), figures.counts(), figures.figures()) : figures;
    }
}
