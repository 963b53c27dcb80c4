package org.huale.app.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.distinct.NearDuplicates;
import org.huale.config.ConfigDifference;
import org.huale.config.ConfigJson;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetHash;
import org.huale.loop.pool.Pool;
import org.huale.problem.HualeException;
import org.huale.storage.InputFile;
import org.huale.storage.OwnFiles;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What decides a selection, kept in its folder so that it is never gone on with differently.
 *
 * @param pool name, number of images and hash of ids, sizes and files
 * @param labeled hash of the list, empty without one
 * @param annotations hash of the labeled images with their annotations, empty where none is labeled
 * @param excluded hash of the list, empty without one
 * @param detector what makes the predictions
 */
record ScoreArguments(
        Map<String, String> pool,
        String labeled,
        String annotations,
        String excluded,
        StrategyChoice strategy,
        NearDuplicates nearDuplicates,
        int budget,
        long seed,
        Map<String, String> detector) {
    static final String NAME = "score.json";

    /** @param detector what makes the predictions */
    static ScoreArguments of(ScoreRequest request, Pool pool, Map<String, String> detector) {
        return new ScoreArguments(
                described(pool.images()),
                hash(request.images().labeled()),
                annotations(pool.labeled()),
                hash(request.images().excluded()),
                request.strategy(),
                request.nearDuplicates(),
                request.budget(),
                request.seed(),
                detector);
    }

    private static Map<String, String> described(Dataset pool) {
        Map<String, String> described = new LinkedHashMap<>();
        described.put("name", pool.name());
        described.put("images", Integer.toString(pool.size()));
        described.put("hash", DatasetHash.of(pool));
        return described;
    }

    private static String annotations(Dataset labeled) {
        return labeled.size() == 0 ? "" : DatasetHash.of(labeled);
    }

    private static String hash(@Nullable Path list) {
        return list == null ? "" : Fingerprint.of(list);
    }

    /** Leaves the arguments in a fresh folder; in another one they must be those that are there. */
    void claim(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            Files.createDirectories(folder);
            OwnFiles own = new OwnFiles(folder, "score");
            if (Files.exists(file)) {
                requireSame(file, InputFile.text(file));
                own.adopt(ScoreFiles.NAMES);
            } else {
                own.claim(ScoreFiles.NAMES);
                new ScoreFiles(folder).writeText(NAME, ConfigJson.write(this));
            }
        } catch (IOException e) {
            throw new HualeException("--out " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private void requireSame(Path file, String before) {
        List<ConfigDifference> differences;
        try {
            differences = ConfigJson.differences(ConfigJson.tree(before), this).stream()
                    .filter(it -> !isUnsaid(it))
                    .toList();
        } catch (JacksonException e) {
            throw new HualeException(file + ": not what huale score writes; name another folder with --out", e);
        }
        if (!differences.isEmpty()) {
            throw new HualeException("--out " + file.getParent() + " belongs to a scoring with other arguments:"
                    + ConfigDifference.lines(differences) + System.lineSeparator()
                    + "Name another folder, or repeat the old arguments to go on");
        }
    }

    /** Earlier versions did not note what is annotated, and noted metrics of hua on the class path that do not count. */
    private static boolean isUnsaid(ConfigDifference difference) {
        boolean annotations =
                difference.isWithin("annotations") && difference.before().isEmpty();
        boolean uncounted = difference.isWithin("strategy")
                && difference.key().contains(".metrics.")
                && difference.now().isEmpty()
                && difference.before().stream().anyMatch(it -> it.path("weight").asDouble(1) == 0);
        return annotations || uncounted;
    }
}
