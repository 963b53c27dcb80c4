package org.huale.acquire.store;

import java.util.Map;
import org.huale.acquire.Predictions;

/** Predictions that are kept somewhere, in use until closed. */
public interface KeptPredictions extends Predictions, AutoCloseable {

    /**
     * How many images went through the detector for what is kept, by {@linkplain org.huale.detect.View#kind kind} of view or
     * by vector; also in earlier processes.
     */
    Map<String, Integer> forwards();

    @Override
    void close();
}
