package org.huale.command;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.huale.acquire.ClassDistributions;
import org.huale.acquire.file.PredictionsFile;
import org.huale.dataset.ImageId;
import org.huale.dataset.file.JsonStream;
import org.huale.detect.Confidence;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The detections that a program left, in the form of {@code huale score --predictions}.
 *
 * @param least detections of at most this confidence are left out; null to keep all
 */
record ResultFile(
        PredictionsFile predictions,
        CommandOptions options,
        @Nullable Double least) {
    private static final Logger LOG = LoggerFactory.getLogger(ResultFile.class);

    /**
     * Reads it by what the program was told, and by nothing that happens to fit.
     *
     * @throws HualeException where it is not there, not of the form, or lacks what {@code detector.evidence} says it has
     */
    static ResultFile read(Path file, HandedImages handed, CommandOptions options, @Nullable Double least) {
        if (!Files.exists(file)) {
            throw new HualeException(file + ": detector.predict left no such file; it writes its result file where"
                    + " {predictions} says");
        }
        PredictionsFile predictions =
                PredictionsFile.ofHanded(JsonStream.of(file), handed.dataset()).giving(options.parts());
        LOG.debug("{}: {}", file, predictions.words());
        predictions.problemsOfReading().forEach(problem -> LOG.warn("{}", problem));
        ResultFile read = new ResultFile(predictions, options, least);
        read.requireAsPromised(file);
        return read;
    }

    private void requireAsPromised(Path file) {
        if (predictions.has(View.FLIPPED)) {
            throw new HualeException(
                    file + ": has entries of the view flipped; of the images that a program is handed there is"
                            + " but one view, and HUALE hands out mirrored ones itself");
        }
        if (predictions.detections(View.ORIGINAL) == 0) {
            return;
        }
        require(file, CommandOptions.Told.PROBABILITIES, predictions.hasProbabilities(), "probabilities");
        require(file, CommandOptions.Told.VARIANCES, has(EvidencePart.VARIANCES), "localization_variances");
        require(file, CommandOptions.Told.SUPPRESSED, has(EvidencePart.SUPPRESSED), "suppressed");
    }

    private boolean has(EvidencePart part) {
        return predictions.evidence().contains(part);
    }

    private void require(Path file, CommandOptions.Told told, boolean there, String field) {
        if (options.tells(told) && !there) {
            throw new HualeException(
                    file + ": its entries have no " + field + ", which detector.evidence says they have");
        }
    }

    /** What was found in an image. */
    Detections of(ImageId image) {
        Detections found =
                requireNonNull(predictions.all(View.ORIGINAL, List.of(image)).get(image));
        Detections kept = found.only(IntStream.range(0, found.count())
                .filter(i -> least == null || Confidence.isAbove(found.confidences()[i], least))
                .toArray());
        Detections.Evidence evidence = kept.evidence();
        return evidence != null && options.tells(CommandOptions.Told.SCORES) ? byScores(kept, evidence) : kept;
    }

    /** With class distributions that follow from the scores, whatever the file has. */
    private Detections byScores(Detections kept, Detections.Evidence evidence) {
        float[] distributions =
                ClassDistributions.ofScores(predictions.classes().count(), kept.classes(), kept.confidences());
        return new Detections(
                kept.boxes(),
                kept.classes(),
                kept.confidences(),
                new Detections.Evidence(
                        distributions,
                        evidence.proposals(),
                        evidence.features(),
                        evidence.localizationVariances(),
                        evidence.suppressed()));
    }
}
