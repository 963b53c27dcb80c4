package org.huale.app.process;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.DetectorTraining;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of detector finds on this machine.
 *
 * @param trainable whether HUALE can train such detectors
 * @param arithmetic what decides the last bits of what they compute on the CPU
 * @param environment what else it found, such as a GPU
 * @param missing why such detectors cannot be used here; null where they can
 */
public record DetectorReport(
        String kind,
        List<String> models,
        boolean trainable,
        Map<String, String> arithmetic,
        Map<String, String> environment,
        List<DetectorProvider.Speed> speeds,
        @Nullable String missing) {

    /** Loads what the kind needs and measures its speeds, which takes seconds. */
    public static DetectorReport inspect(DetectorProvider provider) {
        DetectorReport nothing = new DetectorReport(
                provider.kind(),
                provider.models(),
                provider.training().filter(DetectorTraining::learns).isPresent(),
                Map.of(),
                Map.of(),
                List.of(),
                null);
        try {
            return nothing.found(provider);
        } catch (HualeException e) {
            return nothing.without(String.valueOf(e.getMessage()));
        }
    }

    private DetectorReport found(DetectorProvider provider) {
        DetectorSource.Place place = new DetectorSource.Place("cpu", DetectorSource.Place.defaultThreads());
        return new DetectorReport(
                kind,
                models,
                trainable,
                new TreeMap<>(provider.arithmetic(place).parts()),
                provider.environment(),
                provider.speeds(),
                null);
    }

    private DetectorReport without(String reason) {
        return new DetectorReport(kind, models, trainable, arithmetic, environment, speeds, reason);
    }
}
