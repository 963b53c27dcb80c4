package org.huale.report.curve;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;

/**
 * What the runs of an arm have in common.
 *
 * @param settings the configuration or, where it is not known, how many images were labeled at first
 * @param told whether the configuration is known; tables of earlier versions hold none
 */
record ArmKey(String strategy, String loss, Map<String, String> settings, boolean told) {
    private static final String FIRST_IMAGES = "images at first";

    /**
     * A configuration says how many images were asked for at first. How many were learned from is the seed's: some may be kept for
     * evaluation, or be set aside by people.
     *
     * @param run with a cycle at least
     */
    static ArmKey of(RunHistory run, ConfigKeys keys) {
        RunSummary summary = run.summary();
        Map<String, String> settings = new TreeMap<>(keys.values());
        boolean told = !settings.isEmpty();
        if (!told) {
            settings.put(FIRST_IMAGES, Integer.toString(run.cycles().get(0).images()));
        }
        return new ArmKey(summary.strategy(), summary.loss(), settings, told);
    }

    boolean hasNamesOf(ArmKey other) {
        return strategy.equals(other.strategy) && loss.equals(other.loss);
    }

    /** Images at first are counted of arms without a configuration alone, so that they tell none of these from other arms. */
    boolean agrees(ArmKey other, String setting) {
        boolean counted = told == other.told || !setting.equals(FIRST_IMAGES);
        return !counted || Objects.equals(settings.get(setting), other.settings.get(setting));
    }

    /** What it has; empty where it has not. */
    Optional<String> option(String setting) {
        return Optional.ofNullable(settings.get(setting));
    }
}
