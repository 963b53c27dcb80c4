package org.huale.web.guess;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.huale.dataset.ClassNames;
import org.huale.detect.ClassMapping;
import org.huale.detect.Detections;
import org.huale.detect.PoolDetector;
import org.huale.detect.pool.PoolRunner;
import org.huale.revision.ClassRenumbering;

/**
 * The classes that guesses are told in.
 *
 * @param told what a detector finds, in these classes
 */
record GuessClasses(ClassNames names, UnaryOperator<Detections> told) {

    /**
     * Of a run those that it has now, whatever its detector calls them; else the detector's.
     *
     * @throws org.huale.problem.HualeException where the detector cannot be one of its run
     */
    static GuessClasses of(DetectorFile file, PoolGuesser.Model model) {
        return file.classes()
                .map(run -> ofRun(run, model, file.weights()))
                .orElseGet(() -> new GuessClasses(model.detector().classes(), UnaryOperator.identity()));
    }

    private static GuessClasses ofRun(ClassRenumbering run, PoolGuesser.Model model, Path weights) {
        PoolDetector detector = new PoolRunner(model.detector(), new PoolRunner.Reading(model.reader(), 1), Set.of());
        ClassMapping learned = ClassMapping.of(detector, run.from(), weights.toString());
        return new GuessClasses(run.to(), found -> run.of(learned.apply(found)));
    }
}
