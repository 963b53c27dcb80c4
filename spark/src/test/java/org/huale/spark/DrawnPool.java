package org.huale.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.distinct.NearDuplicates;
import org.huale.app.process.Invocation;
import org.huale.app.score.DetectionPlace;
import org.huale.app.score.ScoreRequest;
import org.huale.app.score.ScoreSession;
import org.huale.app.score.Scoring;
import org.huale.detect.WatchedDetector;
import org.huale.detect.provider.DetectorSource;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageWriter;

/** Images of three sizes in a folder, weights for {@link CompanyProvider} beside them, and scorings of the two. */
record DrawnPool(Path folder) {
    static final int BUDGET = 7;
    static final WatchedDetector.Watcher NOBODY = (what, images) -> () -> {};
    private static final int BATCH = 3;

    static DrawnPool of(Path folder, int images, long seed) throws IOException {
        DrawnPool pool = new DrawnPool(folder);
        Files.createDirectories(pool.images());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < images; i++) {
            int width = 8 + 4 * random.nextInt(3);
            byte[] rgb = new byte[3 * width * 8];
            random.nextBytes(rgb);
            ImageWriter.write(new Image(new ImageSize(width, 8), rgb), pool.image(i));
        }
        Files.write(
                pool.weights(), List.of(pool.death().toString(), pool.hanging().toString(), "cat", "dog", "hen"));
        return pool;
    }

    Path images() {
        return folder.resolve("images");
    }

    Path image(int i) {
        return images().resolve(String.format(Locale.ROOT, "%04d.png", i));
    }

    Path weights() {
        return folder.resolve("detector.company");
    }

    /** Makes an executor die. */
    Path death() {
        return folder.resolve("death");
    }

    /** Makes a task hang. */
    Path hanging() {
        return folder.resolve("hanging");
    }

    ScoreSession session(String strategy, Path out) {
        return session(images().toString(), strategy, out);
    }

    /** @param data the images, at another place */
    ScoreSession session(String data, String strategy, Path out) {
        return new ScoreSession(
                new ScoreRequest(
                        new ScoreRequest.Images(data, null, null),
                        StrategyChoice.named(strategy),
                        new NearDuplicates(
                                NearDuplicates.Avoid.NEVER,
                                NearDuplicates.defaults().similarity()),
                        BUDGET,
                        5),
                out);
    }

    Scoring.Result score(ScoreSession session, DetectionPlace place, WatchedDetector.Watcher watcher) {
        DetectorSource source =
                new DetectorSource(weights(), null, DetectorSource.Changes.none(), new DetectorSource.Place("cpu", 1));
        return session.byDetector(
                new ScoreSession.Detecting(source, BATCH, watcher, place),
                new Invocation("test", "unknown", List.of()),
                notice -> {});
    }

    /** Scores into a folder beside the images. */
    Path scored(String strategy, String name, DetectionPlace place) {
        Path out = folder.resolve(name);
        score(session(strategy, out), place, NOBODY);
        return out;
    }

    static void assertSame(Path out, Path expected) throws IOException {
        for (String file : List.of("selection.txt", "scores.csv", "selection.json")) {
            assertThat(out.resolve(file)).as(file).hasSameTextualContentAs(expected.resolve(file));
        }
    }
}
