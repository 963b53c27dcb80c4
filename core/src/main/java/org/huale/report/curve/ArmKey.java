package org.huale.report.curve;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;

/**
 * What the runs of an arm have in common.
 *
 * @param settings the configuration, and how many images were labeled at first
 * @param told whether the configuration is known; tables of earlier versions hold none
 */
record ArmKey(String strategy, String loss, Map<String, String> settings, boolean told) {

    /** @param run with a cycle at least */
    static ArmKey of(RunHistory run, ConfigKeys keys) {
        RunSummary summary = run.summary();
        Map<String, String> settings = new TreeMap<>(keys.values());
        boolean told = !settings.isEmpty();
        settings.put("images at first", Integer.toString(run.cycles().get(0).images()));
        return new ArmKey(summary.strategy(), summary.loss(), settings, told);
    }

    boolean hasNamesOf(ArmKey other) {
        return strategy.equals(other.strategy) && loss.equals(other.loss);
    }

    boolean agrees(ArmKey other, String setting) {
        return Objects.equals(settings.get(setting), other.settings.get(setting));
    }

    /** Whether both are known to have the setting, and have it otherwise. */
    boolean contradicts(ArmKey other, String setting) {
        return settings.containsKey(setting) && other.settings.containsKey(setting) && !agrees(other, setting);
    }
}
