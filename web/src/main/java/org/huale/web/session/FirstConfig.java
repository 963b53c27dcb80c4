package org.huale.web.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huale.app.run.RunConfig;
import org.huale.config.Settings;
import org.huale.dataset.ClassNames;
import org.huale.problem.HualeException;
import org.huale.web.session.Beginning.Wishes;

/**
 * The configuration of the run of a {@link Beginning}. Nobody has named the classes when the keys are typed, and one class takes another
 * strategy than several, so both are made then.
 */
record FirstConfig(LabelPlace place, Wishes wishes) {

    /**
     * The configurations for several classes and for one, each with its file.
     *
     * @param pool number of images to learn from
     * @throws HualeException where the keys make none
     */
    Map<Path, RunConfig> both(int pool) {
        RunConfig several = checked(2, pool);
        several.requireBeginning(ClassNames.of());
        return Map.of(place.configWith(2), several, place.configWith(1), checked(1, pool));
    }

    private RunConfig checked(int classes, int pool) {
        try {
            return typed(classes, pool);
        } catch (HualeException e) {
            int otherwise = classes > 1 ? 1 : 2;
            throw fits(otherwise, pool) ? new HualeException(e.getMessage() + advice(classes, otherwise), e) : e;
        }
    }

    private boolean fits(int classes, int pool) {
        try {
            typed(classes, pool);
            return true;
        } catch (HualeException e) {
            return false;
        }
    }

    private static String advice(int classes, int otherwise) {
        return System.lineSeparator() + "With " + (classes > 1 ? "several classes" : "one class")
                + " the strategy is " + strategy(classes)
                + ", and these keys do not fit it. Name the strategy you mean, as in strategy=" + strategy(otherwise);
    }

    private static String strategy(int classes) {
        return classes > 1 ? "coverage" : "entropy";
    }

    /** What the keys make of it in the folder that the program was started in. */
    private RunConfig typed(int classes, int pool) {
        Settings settings = new Settings()
                .value("oracle", Map.of("name", "inbox", "guesses", true), "label")
                .value("strategy", strategy(classes), "label")
                .value("budget", wishes.batch(), "label");
        following(pool).forEach((key, value) -> settings.value(key, value, "label"));
        wishes.keys().forEach(settings::assignment);
        boolean hasWeights =
                List.of("weights.backbone", "weights.detector").stream().anyMatch(settings::mention);
        if (hasWeights && !settings.mention("initial.list")) {
            settings.whereUnsaid("initial.method", "typical");
        }
        return RunConfig.of(settings).absolute();
    }

    /** What follows from where the place is by now and from the number of images to learn from, if no key says otherwise. */
    private Map<String, Object> following(int pool) {
        int first = Math.min(wishes.first(), pool);
        return Map.of(
                "data.pool",
                place.listed(place.pool()).toString(),
                "data.test",
                place.listed(place.test()).toString(),
                "initial.images",
                first,
                "cycles",
                1 + (pool - first + wishes.batch() - 1) / wishes.batch());
    }

    /** What was checked, with the images that there are by now; earlier versions kept nothing of that. */
    RunConfig of(int classes, int pool) {
        Path kept = place.configWith(classes);
        return Files.exists(kept) ? brought(kept, pool) : typed(classes, pool);
    }

    private RunConfig brought(Path kept, int pool) {
        Settings typed = new Settings();
        wishes.keys().forEach(typed::assignment);
        Settings settings = new Settings().file(kept);
        following(pool).forEach((key, value) -> {
            if (!typed.mention(key)) {
                settings.value(key, value, "label");
            }
        });
        return RunConfig.of(settings);
    }
}
