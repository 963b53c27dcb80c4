package org.huale.loop;

import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.CycleStage;

/** Hears how a run goes; called by its thread, which waits meanwhile. */
public interface LoopListener {

    /** Hears nothing. */
    LoopListener SILENT = new LoopListener() {};

    /** @param images that the stage is about: labeled, of the test set, or to be chosen from */
    default void began(int cycle, CycleStage stage, int images) {}

    /** Detections of so many images have come in. */
    default void detected(int images) {}

    default void ended(int cycle, CycleStage stage, double seconds) {}

    default void finished(CycleRecord record) {}
}
