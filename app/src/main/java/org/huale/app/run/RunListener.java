package org.huale.app.run;

import java.util.Map;
import org.huale.detect.training.TrainingListener;
import org.huale.loop.LoopListener;

/** Hears how a run and the trainings within it go; called by the thread that works, which waits meanwhile. */
public interface RunListener extends LoopListener, TrainingListener {
    /** Hears nothing. */
    RunListener NONE = new RunListener() {};

    @Override
    default void stepped(Step step) {}

    @Override
    default void validated(int epoch, Map<String, Double> figures, boolean best) {}
}
