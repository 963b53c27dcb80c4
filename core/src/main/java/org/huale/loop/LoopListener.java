package org.huale.loop;

import java.util.Map;
import org.huale.dataset.ImageId;
import org.huale.forecast.Expectation;
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

    /** People have set images aside, with reasons, when those of a cycle were annotated, -1 for the initial set. */
    default void setAside(int cycle, Map<ImageId, String> reasons) {}

    /** What the next batch is expected to bring after a cycle; never called where nothing can be said. */
    default void expects(int cycle, Expectation expectation) {}

    /** Something that a person should know and no result depends on. */
    default void noted(String words) {}
}
