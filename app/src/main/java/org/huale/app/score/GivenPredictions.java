package org.huale.app.score;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huale.acquire.file.PredictionsFile;
import org.huale.app.data.PoolReading;
import org.huale.dataset.ImageId;
import org.huale.dataset.file.JsonStream;
import org.huale.dataset.identity.ClassReading;
import org.huale.dataset.yolo.YoloPredictions;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.problem.HualeException;
import org.huale.storage.InputFile;
import org.huale.storage.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Predictions of another program.
 *
 * @param fingerprint of what was read
 */
record GivenPredictions(PredictionsFile predictions, String fingerprint) {
    private static final Logger LOG = LoggerFactory.getLogger(GivenPredictions.class);
    private static final String STANDARD_INPUT = "-";

    /**
     * Reads a file, a folder of YOLO text files, or standard input where it is named {@code -}.
     *
     * @param asked how category ids are read, where somebody said so
     */
    static GivenPredictions read(String file, PoolReading pool, Optional<ClassReading> asked) {
        MessageDigest digest = Sha256.digest();
        String name = file.equals(STANDARD_INPUT) ? "standard input" : file;
        boolean rows = !file.equals(STANDARD_INPUT) && Files.isDirectory(Path.of(file));
        JsonStream source = rows ? ofRows(file, pool, asked) : new JsonStream(name, () -> open(file));
        JsonStream stream = new JsonStream(
                name, () -> new DigestInputStream(source.content().open(), digest));
        PredictionsFile predictions = PredictionsFile.read(
                stream, pool.dataset(), pool.numbering(), rows ? Optional.of(ClassReading.NUMBERS) : asked);
        LOG.info(
                "{}: {} detections, {} in mirrored images; {} of {} images have any",
                name,
                predictions.detections(View.ORIGINAL),
                predictions.detections(View.FLIPPED),
                predictions.imagesWithDetections(),
                pool.dataset().size());
        LOG.info("{}: {}", name, predictions.words());
        predictions.problems().forEach(problem -> LOG.warn("{}", problem));
        return new GivenPredictions(predictions, Sha256.hex(digest));
    }

    private static JsonStream ofRows(String folder, PoolReading pool, Optional<ClassReading> asked) {
        YoloPredictions.Reading reading =
                new YoloPredictions(pool.dataset(), pool.numbering(), false).read(Path.of(folder), asked);
        if (reading.withoutConfidence()) {
            throw new HualeException(
                    folder + ": no row has a confidence, without which nothing can be chosen by what was"
                            + " found; Ultralytics writes it with save_conf=True");
        }
        reading.notes().forEach(note -> LOG.warn("{}", note));
        return reading.results();
    }

    private static InputStream open(String file) throws IOException {
        return file.equals(STANDARD_INPUT) ? System.in : InputFile.open(Path.of(file));
    }

    /** As {@link PredictionsFile#giving}. */
    GivenPredictions giving(Set<EvidencePart> parts) {
        return new GivenPredictions(predictions.giving(parts), fingerprint);
    }

    /** What the file has of an image; null of a view that it does not have. */
    @Nullable
    Detections of(View view, ImageId image) {
        return predictions.has(view) ? predictions.all(view, List.of(image)).get(image) : null;
    }
}
