package org.huale.torch.train.optimize;

import java.util.List;

/** The factor of the learning rate as a function of the iteration alone. */
public sealed interface LearningRateSchedule {

    /** For the given iteration, from 0. */
    double factor(long iteration);

    /** Multiplied by gamma at each milestone, an iteration; {@code MultiStepLR} in PyTorch. */
    record Steps(List<Long> milestones, double gamma) implements LearningRateSchedule {
        public Steps {
            milestones = List.copyOf(milestones);
        }

        @Override
        public double factor(long iteration) {
            long passed = milestones.stream().filter(it -> it <= iteration).count();
            return Math.pow(gamma, (double) passed);
        }
    }

    /**
     * Half a cosine from 1 down to {@code floor} after {@code length} iterations; {@code CosineAnnealingLR} in PyTorch
     * (Loshchilov and Hutter, ICLR 2017, without restarts).
     */
    record Cosine(long length, double floor) implements LearningRateSchedule {
        @Override
        public double factor(long iteration) {
            double share = length == 0 ? 1 : Math.min(1, (double) iteration / length);
            return floor + (1 - floor) * (1 + Math.cos(Math.PI * share)) / 2;
        }
    }

    /**
     * Another schedule, times a factor that rises evenly from {@code start} to 1 over the first {@code length}
     * iterations; {@code LinearLR} in PyTorch, as torchvision's reference training has it.
     */
    record WarmUp(LearningRateSchedule then, long length, double start) implements LearningRateSchedule {
        @Override
        public double factor(long iteration) {
            double rise = iteration >= length ? 1 : start + (1 - start) * iteration / length;
            return rise * then.factor(iteration);
        }
    }

    /**
     * @param kind how the rate falls
     * @param milestones where it steps, ascending, in the given unit; empty for a constant rate
     * @param unit what milestones count
     * @param gamma factor at each milestone
     * @param floor factor that the cosine ends at
     * @param warmUpIterations over which the rate rises at first
     * @param warmUpStart factor of the first iteration
     * @param warmUpWithinEpoch whether the rise ends with the first epoch at the latest, as torchvision's does: with few
     *     images that is after a few iterations
     */
    record Options(
            Kind kind,
            List<Integer> milestones,
            Unit unit,
            double gamma,
            double floor,
            int warmUpIterations,
            double warmUpStart,
            boolean warmUpWithinEpoch) {

        /** How the rate falls. */
        public enum Kind {
            STEP,
            COSINE
        }

        /** What milestones count. */
        public enum Unit {
            EPOCH,
            ITERATION
        }

        public Options {
            milestones = List.copyOf(milestones);
            for (int i = 0; i < milestones.size(); i++) {
                if (milestones.get(i) < 1 || (i > 0 && milestones.get(i) <= milestones.get(i - 1))) {
                    throw new IllegalArgumentException("milestones must be at least 1 and ascend, got " + milestones);
                }
            }
            requireShare("gamma", gamma);
            requireShare("floor", floor);
            requireShare("warm-up start", warmUpStart);
            if (warmUpIterations < 0) {
                throw new IllegalArgumentException("warm-up iterations must be at least 0, got " + warmUpIterations);
            }
        }

        /** A tenth after epochs 8 and 11 as in 12-epoch training, after a warm-up of 1,000 iterations. */
        public static Options defaults() {
            return new Options(Kind.STEP, List.of(8, 11), Unit.EPOCH, 0.1, 0, 1000, 0.001, true);
        }

        /** The schedule of a training of the given length. */
        public LearningRateSchedule over(long iterationsPerEpoch, long iterations) {
            long each = unit == Unit.EPOCH ? iterationsPerEpoch : 1;
            LearningRateSchedule falling = kind == Kind.COSINE
                    ? new Cosine(iterations, floor)
                    : new Steps(milestones.stream().map(it -> it * each).toList(), gamma);
            long warmUp = warmUp(iterationsPerEpoch);
            return warmUp > 0 ? new WarmUp(falling, warmUp, warmUpStart) : falling;
        }

        /** Iterations until the rate has risen to its full height. */
        public long warmUp(long iterationsPerEpoch) {
            return warmUpWithinEpoch ? Math.min(warmUpIterations, iterationsPerEpoch - 1) : warmUpIterations;
        }

        private static void requireShare(String name, double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(name + " must be in [0, 1], got " + value);
            }
        }
    }
}
