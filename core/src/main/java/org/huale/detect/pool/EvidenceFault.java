package org.huale.detect.pool;

import java.util.Optional;
import java.util.stream.IntStream;
import org.huale.detect.Detections;
import org.huale.detect.EvidenceNumbers;
import org.jspecify.annotations.Nullable;

/** What in the evidence of detections that others wrote is otherwise than {@link Detections.Evidence} says. */
final class EvidenceFault {
    private static final int SIDES = 4;
    private static final float[] NOT_TOLD = new float[0];

    private EvidenceFault() {}

    /** In words; empty where all is well. */
    static Optional<String> in(Detections found, int classes) {
        Detections.Evidence told = found.evidence();
        return told == null ? Optional.empty() : in(told, found.count(), classes + 1);
    }

    /** @param width of a class distribution, background included */
    private static Optional<String> in(Detections.Evidence told, int count, int width) {
        return ofLengths(told, count, width).or(() -> ofNumbers(told, width));
    }

    private static Optional<String> ofLengths(Detections.Evidence told, int count, int width) {
        return ofLength("class distributions", told.probabilities(), count * width)
                .or(() -> ofLength("proposals", told.proposals(), SIDES * count))
                .or(() -> ofLengthIfTold("variances", told.localizationVariances(), SIDES * count))
                .or(() -> ofLengthIfTold("suppressed boxes", told.suppressed(), count));
    }

    /** Of what may be null where it is not known: none for detections that are there is something else. */
    private static Optional<String> ofLengthIfTold(String what, float @Nullable [] values, int allowed) {
        return values == null || values.length == allowed ? Optional.empty() : misfit(what, values, allowed);
    }

    private static Optional<String> ofNumbers(Detections.Evidence told, int width) {
        return ofAmounts("probability", told.probabilities(), width)
                .or(() -> ofAmounts("variance", known(told.localizationVariances()), SIDES))
                .or(() -> ofCounts(known(told.suppressed())))
                .or(() -> ofSums(told.probabilities(), width));
    }

    private static float[] known(float @Nullable [] values) {
        return values == null ? NOT_TOLD : values;
    }

    private static Optional<String> ofLength(String what, float[] values, int allowed) {
        return values.length == 0 || values.length == allowed ? Optional.empty() : misfit(what, values, allowed);
    }

    private static Optional<String> misfit(String what, float[] values, int allowed) {
        return Optional.of("there are " + values.length + " numbers of " + what + ", and there must be " + allowed);
    }

    /** @param each how many of the values a detection has */
    private static Optional<String> ofAmounts(String what, float[] values, int each) {
        return IntStream.range(0, values.length)
                .filter(i -> !EvidenceNumbers.isAmount(values[i]))
                .mapToObj(i -> DetectionFault.words(i / each, "the " + what, values[i], EvidenceNumbers.AMOUNT))
                .findFirst();
    }

    private static Optional<String> ofCounts(float[] suppressed) {
        return IntStream.range(0, suppressed.length)
                .filter(i -> !EvidenceNumbers.isCount(suppressed[i]))
                .mapToObj(i ->
                        DetectionFault.words(i, "the number of suppressed boxes", suppressed[i], EvidenceNumbers.COUNT))
                .findFirst();
    }

    private static Optional<String> ofSums(float[] distributions, int width) {
        return IntStream.range(0, distributions.length / width)
                .filter(i -> !EvidenceNumbers.isSum(sum(distributions, i * width, width)))
                .mapToObj(i -> DetectionFault.words(
                        i, "probabilities of the sum", sum(distributions, i * width, width), "1, background included"))
                .findFirst();
    }

    private static double sum(float[] values, int from, int length) {
        double sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += values[i];
        }
        return sum;
    }
}
