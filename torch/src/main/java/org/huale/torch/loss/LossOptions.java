package org.huale.torch.loss;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Device;

/**
 * Which parts of the Emphasis loss a training uses. Each part has its own switch; {@link #named} gives the combinations
 * that are compared.
 *
 * @param factors of classification and localization
 * @param emphasisIou a term on whole boxes
 * @param variance a term on box sides of which the detector says how sure it is; needs its variance head
 * @param lambda how the term on whole boxes and the other terms of localization share
 */
public record LossOptions(Factors factors, EmphasisIou emphasisIou, Variance variance, Lambda lambda) {

    /**
     * The factors 1 + beta of L = (1 + beta_cls) L_cls + (1 + beta_loc) L_loc.
     *
     * @param mode where they come from
     * @param detach whether they are plain numbers to the gradient; otherwise a large loss of one branch can turn the
     *     gradient of the other around
     * @param memory share of the running mean that one iteration leaves in place; for {@link Mode#RUNNING_MEAN}
     */
    public record Factors(Mode mode, boolean detach, double memory) {

        /** Where the factors come from. */
        public enum Mode {
            /** All are 1. */
            OFF,
            /** The two losses of the batch. */
            BATCH,
            /** The two losses of each region that shows an object; proposals and background keep factor 1. */
            PER_ROI,
            /** Running mean of what BATCH would give: the size of the factors without their reaction to a batch. */
            RUNNING_MEAN
        }

        public Factors {
            if (!(memory >= 0 && memory < 1)) {
                throw new IllegalArgumentException("memory must be in [0, 1), got " + memory);
            }
        }

        static Factors of(Mode mode) {
            return new Factors(mode, true, 0.99);
        }
    }

    /**
     * The Emphasis IoU term, summed over the regions that show an object and divided by the number of sampled regions, as
     * the box loss is.
     *
     * @param variant which form of it; {@code off} for none
     * @param gamma in (0, 1)
     * @param weight factor of the term; near the target its gradient is that of smooth L1 at about 3
     */
    public record EmphasisIou(EmphasisIouLoss.Variant variant, double gamma, double weight) {
        public EmphasisIou {
            EmphasisIouLoss.requireGamma(gamma);
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight must be positive and finite, got " + weight);
            }
        }

        static EmphasisIou of(EmphasisIouLoss.Variant variant) {
            return new EmphasisIou(variant, 0.8, 5);
        }

        boolean on() {
            return variant != EmphasisIouLoss.Variant.OFF;
        }
    }

    /**
     * @param enabled takes the place of smooth L1
     * @param warmupEpochs first epochs that still use smooth L1, while the variances stay as they are
     * @param power in [0, 1]; 0 lets sure boxes pull harder, 1 lets all pull as with smooth L1; of {@link VarianceAwareLoss}
     */
    public record Variance(boolean enabled, int warmupEpochs, double power) {
        public Variance {
            if (warmupEpochs < 0) {
                throw new IllegalArgumentException("warm-up epochs must be at least 0, got " + warmupEpochs);
            }
            VarianceAwareLoss.requirePower(power);
        }

        boolean at(Moment moment) {
            return enabled && moment.epoch() >= warmupEpochs;
        }
    }

    /**
     * The share lambda of Emphasis IoU in the localization loss; the rest is that of the other term. Without Emphasis IoU it
     * has no effect.
     *
     * @param schedule how it changes
     * @param first value throughout, or at the start
     * @param last value at the end; for {@link Schedule#LINEAR}
     * @param rpnOutside whether the box loss of proposals keeps its full weight
     */
    public record Lambda(Schedule schedule, double first, double last, boolean rpnOutside) {

        /** How lambda changes. */
        public enum Schedule {
            FIXED,
            /** In a line from first to last over all iterations. */
            LINEAR,
            /** Both weights are learned, with the terms that keep them from vanishing (Kendall et al., CVPR 2018). */
            LEARNED
        }

        public Lambda {
            if (!(first >= 0 && first <= 1) || !(last >= 0 && last <= 1)) {
                throw new IllegalArgumentException("lambda must be in [0, 1], got " + first + " and " + last);
            }
        }

        static Lambda defaults() {
            return new Lambda(Schedule.FIXED, 0.5, 0.5, true);
        }
    }

    /** The loss of Faster R-CNN. */
    public static LossOptions standard() {
        return new LossOptions(
                Factors.of(Factors.Mode.OFF),
                EmphasisIou.of(EmphasisIouLoss.Variant.OFF),
                new Variance(false, 0, 1),
                Lambda.defaults());
    }

    /**
     * The combinations that have a name: {@code standard}; {@code scale-control}, the factors' running mean alone;
     * {@code factors}; {@code factors-eiou}, with Emphasis IoU; {@code emphasis}, with the variance term too; {@code paper},
     * the same by the letter of the article.
     */
    public static LossOptions named(String name) {
        return switch (name) {
            case "standard" -> standard();
            case "scale-control" -> standard().with(Factors.of(Factors.Mode.RUNNING_MEAN));
            case "factors" -> standard().with(Factors.of(Factors.Mode.BATCH));
            case "factors-eiou" -> named("factors").with(EmphasisIou.of(EmphasisIouLoss.Variant.SAFE));
            case "emphasis" -> named("factors-eiou").with(new Variance(true, 0, 1));
            case "paper" -> paper();
            default -> throw new IllegalArgumentException("no loss is named " + name + ", only " + names());
        };
    }

    public static List<String> names() {
        return List.of("standard", "emphasis", "scale-control", "factors", "factors-eiou", "paper");
    }

    private static LossOptions paper() {
        return new LossOptions(
                new Factors(Factors.Mode.BATCH, false, 0.99),
                new EmphasisIou(EmphasisIouLoss.Variant.LITERAL, 0.8, 1),
                new Variance(true, 0, 0),
                new Lambda(Lambda.Schedule.FIXED, 0.5, 0.5, false));
    }

    /**
     * The loss with these parts, whose own tensors are on the device; closed by who asked for it.
     *
     * @param stages of the detector's box heads; each has the whole loss for itself
     */
    public RcnnLoss open(Device device, int stages) {
        return stages == 1
                ? open(device)
                : new CascadeLoss(
                        Stream.generate(() -> open(device)).limit(stages).toList());
    }

    RcnnLoss open(Device device) {
        return plain() ? new StandardLoss() : new EmphasisLoss(this, device);
    }

    /** Whether only the four terms of Faster R-CNN are left. */
    boolean plain() {
        return factors.mode() == Factors.Mode.OFF && !emphasisIou.on() && !variance.enabled();
    }

    /** Whether the detector must have a variance head. */
    public boolean usesVariance() {
        return variance.enabled();
    }

    public LossOptions with(Factors changed) {
        return new LossOptions(changed, emphasisIou, variance, lambda);
    }

    public LossOptions with(EmphasisIou changed) {
        return new LossOptions(factors, changed, variance, lambda);
    }

    public LossOptions with(Variance changed) {
        return new LossOptions(factors, emphasisIou, changed, lambda);
    }

    public LossOptions with(Lambda changed) {
        return new LossOptions(factors, emphasisIou, variance, changed);
    }
}
