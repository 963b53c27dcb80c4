package org.huale.app.run;

import java.nio.file.Path;
import java.util.List;
import org.huale.acquire.hua.HuaMetrics;
import org.huale.config.ConfigDifference;
import org.huale.config.ConfigJson;
import org.huale.config.Settings;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** The configuration that a run was begun with. */
public record FrozenRun(Path folder) {
    /** Keys that may differ when a run continues, besides where its pool is looked at and when it stops. */
    private static final List<String> CHANGEABLE = List.of("cycles", RunFolder.PATIENCE);

    /** @throws HualeException where there is no run, or its configuration cannot be read */
    public RunConfig config() {
        return config(null, null);
    }

    /**
     * @param cycles in all; null as configured
     * @param plateau gain below which the run ends; null as configured
     * @throws HualeException where so many cycles are fewer than are done
     */
    public RunConfig config(@Nullable Integer cycles, @Nullable Double plateau) {
        RunFolder.requireRun(folder);
        Settings settings = completed(withoutGoneMetrics(new Settings().file(folder.resolve("config.json"))))
                .whereUnsaid("selection.nearDuplicates.avoid", "never"); // as runs chose that do not mention it
        settings.named("strategy", "pal").forEach(it -> settings.whereUnsaid(it + ".unseenConfidence", 0)); // likewise
        if (plateau != null) {
            settings.value("stop.plateau", plateau, "command line");
        }
        RunConfig config =
                RunConfig.begun(cycles == null ? settings : settings.value("cycles", cycles, "command line"));
        int done = RunFolder.cyclesEnded(folder);
        if (config.cycles() < done) {
            throw new HualeException("--cycles " + config.cycles() + ": " + done + " cycles are done already");
        }
        return config;
    }

    /** The configuration with all keys and whole paths, as JSON, by which it is compared with that of another run. */
    public String json() {
        return ConfigJson.write(config().absolute());
    }

    /** Earlier versions wrote down every metric on the class path. One that did not count, and whose jar is gone, changes nothing. */
    private static Settings withoutGoneMetrics(Settings written) {
        for (String hua : written.named("strategy", "hua")) {
            String metrics = hua + ".metrics";
            written.groupsWithZero(metrics, "weight").stream()
                    .filter(name -> !HuaMetrics.isKnown(name))
                    .forEach(name -> written.without(metrics + "." + name));
        }
        return written;
    }

    private static Settings completed(Settings written) {
        return RunConfig.defaultsFor(written).detector().training().completed(written);
    }

    /** What is not as in the run, less {@link #CHANGEABLE}, where its pool is looked at and when it stops. */
    private List<ConfigDifference> differences(RunConfig wanted, int cycles) {
        RunConfig begun = config(cycles, wanted.stop().plateau());
        RunConfig here =
                begun.seenBy(wanted.predictions()).absolute(); // earlier versions kept paths as they were given
        return ConfigJson.differences(here, wanted.absolute()).stream()
                .filter(it -> CHANGEABLE.stream().noneMatch(it::isWithin))
                .toList();
    }

    /**
     * @throws HualeException naming the keys that differ; cycles and plateau, by which a run can be extended, predictions and the
     *     patience of its processes do not count
     */
    public void requireSame(RunConfig wanted) {
        requireNone(differences(wanted, wanted.cycles()));
    }

    /** The same of a run that may have come further than is wanted. */
    public void requireSameSoFar(RunConfig wanted) {
        requireNone(differences(wanted, Math.max(wanted.cycles(), RunFolder.cyclesEnded(folder))));
    }

    private void requireNone(List<ConfigDifference> differences) {
        if (!differences.isEmpty()) {
            throw new HualeException(
                    folder + ": holds a run with another configuration:" + ConfigDifference.lines(differences));
        }
    }
}
