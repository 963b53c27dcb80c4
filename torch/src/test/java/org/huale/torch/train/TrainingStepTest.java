package org.huale.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.huale.detect.training.StepResult;
import org.huale.random.Seeds;
import org.huale.torch.loss.LossTerms;
import org.huale.torch.loss.Moment;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.Initializer;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.parallel.BatchPart;
import org.huale.torch.rcnn.TrainingPass;
import org.huale.torch.train.batch.Batch;
import org.huale.torch.train.optimize.PartRates;
import org.huale.torch.train.optimize.Sgd;
import org.huale.weights.StateDict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One parameter whose loss is a multiple of it, and companions that note when they are asked to move. */
class TrainingStepTest {
    private static final TrainingOptions OPTIONS = TinyTraining.options(1, 0);

    private final ParameterStore store = new ParameterStore(new Device("cpu"), 1);
    private final Tensor parameter = store.at("head").parameter("weight", Initializer.normal(1), 1);
    private final Sgd optimizer = new Sgd(store.trainable(), OPTIONS.sgd(), PartRates.equal());
    private final List<String> moved = new ArrayList<>();

    @AfterEach
    void close() {
        optimizer.close();
        store.close();
    }

    @Test
    void figuresOfCompanionsFollowTheDetectorsOneCompanionAfterTheOther() {
        double before = value();
        StepResult result = step(2, new Side("a", 1, 2), new Side("b", 3, 4));
        assertThat(result.terms().keySet()).containsExactly("loss", "total", "a.told", "a.left", "b.told", "b.left");
        assertThat(result.terms()).containsEntry("a.told", 1.0).containsEntry("b.left", 4.0);
        assertThat(moved).containsExactly("a", "b");
        assertThat(value()).isNotEqualTo(before);
    }

    @Test
    void nothingMovesWhereTheDetectorsLossIsNotFinite() {
        assertStopped("loss=NaN", Double.NaN, new Side("a", 1, 2), new Side("b", 3, 4));
        assertThat(moved).isEmpty();
    }

    @Test
    void nothingMovesWhereACompanionsFigureIsNotFinite() {
        assertStopped("b.told=Infinity", 2, new Side("a", 1, 2), new Side("b", Double.POSITIVE_INFINITY, 4));
        assertThat(moved).isEmpty();
    }

    @Test
    void theDetectorDoesNotMoveWhereACompanionsStepEndsInWhatIsNotFinite() {
        assertStopped("a.left=NaN", 2, new Side("a", 1, Double.NaN));
    }

    private void assertStopped(String words, double factor, Side... beside) {
        double before = value();
        assertThatThrownBy(() -> step(factor, beside))
                .isInstanceOf(NotFiniteException.class)
                .hasMessageContaining("in epoch 1, iteration 6: ")
                .hasMessageContaining(words);
        assertThat(value()).isEqualTo(before);
    }

    private StepResult step(double factor, Side... beside) {
        TrainingStep.Rules rules = new TrainingStep.Rules(new Seeds(1), OPTIONS, 10);
        return new TrainingStep(
                        new Multiple(factor, List.of(beside)),
                        optimizer,
                        OPTIONS.schedule().over(5, 10),
                        rules)
                .run(new Batch(0, 5, List.of(), BatchPart.whole(0)));
    }

    private double value() {
        return TensorScope.get(() -> (double) Tensors.toFloats(parameter)[0]);
    }

    private final class Multiple implements LossFunction {
        private final double factor;
        private final List<CompanionTraining> beside;

        Multiple(double factor, List<CompanionTraining> beside) {
            this.factor = factor;
            this.beside = beside;
        }

        @Override
        public LossTerms of(Batch batch, Moment moment, RandomGenerator random) {
            Tensor loss = parameter.mul(new Scalar(factor)).sum();
            return new LossTerms(Map.of("loss", loss), loss);
        }

        @Override
        public List<CompanionTraining> beside() {
            return beside;
        }
    }

    private final class Side implements CompanionTraining {
        private final String name;
        private final double told;
        private final double left;

        Side(String name, double told, double left) {
            this.name = name;
            this.told = told;
            this.left = left;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Optional<Tensor> follow(TrainingPass pass, Moment moment) {
            return Optional.empty();
        }

        @Override
        public Map<String, Double> figures() {
            return Map.of("told", told);
        }

        @Override
        public Map<String, Double> step(double factor, long iteration) {
            moved.add(name);
            return Map.of("left", left);
        }

        @Override
        public Map<String, Tensor> state() {
            return Map.of();
        }

        @Override
        public StateDict weights() {
            return new StateDict(Map.of(), Map.of());
        }

        @Override
        public void close() {}
    }
}
