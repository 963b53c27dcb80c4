package org.huale.torch.companion;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.huale.config.Mode;
import org.huale.detect.companion.LossPrediction;
import org.huale.torch.loss.ImageLosses;
import org.huale.torch.loss.Moment;
import org.huale.torch.nn.Pyramid;
import org.huale.torch.parallel.BatchPart;
import org.huale.torch.parallel.Ranks;
import org.huale.torch.parallel.TensorExchange;
import org.huale.torch.rcnn.TrainingPass;
import org.huale.torch.train.CompanionTraining;
import org.huale.torch.train.optimize.Optimizer;
import org.huale.weights.StateDict;

/** Teaches the module to rank the images of each of the detector's batches by their losses. */
final class LossPredictionTraining implements CompanionTraining {
    private static final double WEIGHT_DECAY = 1e-4;
    private static final double GUESSING = 0.5;

    private final LossPrediction options;
    private final LossModule module;
    private final RankingLoss ranking;
    private final ImageLosses targets;
    private final Optimizer optimizer;
    private Figures figures = Figures.ofNoPair();
    private Ranks ranks = Ranks.alone();

    /** What the last batch came to. */
    private record Figures(boolean pairs, double ranking, double accuracy) {

        /** A batch without a pair is as good as one that was guessed. */
        static Figures ofNoPair() {
            return new Figures(false, 0, GUESSING);
        }
    }

    LossPredictionTraining(LossPrediction options, LossModule module) {
        this.options = options;
        this.module = module;
        this.ranking = new RankingLoss(options.margin());
        this.targets = options.mode() == Mode.FAITHFUL ? new ImageLosses(1, 0) : ImageLosses.ofDetector();
        this.optimizer = new CompanionOptimizer(options.mode(), WEIGHT_DECAY)
                .over(module.parameters().trainable(), options.learningRate());
    }

    @Override
    public String name() {
        return options.name();
    }

    @Override
    public Optional<Tensor> follow(TrainingPass pass, Moment moment) {
        BatchPart part = pass.inputs().whole().part();
        figures = Figures.ofNoPair();
        ranks = part.ranks();
        if (RankingLoss.pairs(part.ofImages()) == 0) {
            return Optional.empty();
        }
        Pyramid pyramid =
                moment.progress() >= options.detachAt() ? pass.pyramid().detached() : pass.pyramid();
        double[] losses = part.ofAllImages(pass.imageLosses(targets));
        Tensor predicted = part.ofAllImages(module.of(pyramid));
        Tensor loss = ranking.of(predicted, losses);
        figures = new Figures(true, loss.item_double(), RankingLoss.accuracy(predicted, losses));
        return Optional.of(loss.mul(new Scalar(options.weight())));
    }

    @Override
    public Map<String, Double> figures() {
        Map<String, Double> named = new LinkedHashMap<>();
        named.put("ranking", figures.ranking());
        named.put("accuracy", figures.accuracy());
        return named;
    }

    @Override
    public Map<String, Double> step(double factor, long iteration) {
        if (figures.pairs()) {
            new TensorExchange(ranks).sumGradients(optimizer.parameters().values());
            optimizer.step(optimizer.learningRate() * factor, iteration);
            optimizer.forgetGradients();
        }
        return Map.of();
    }

    @Override
    public Map<String, Tensor> state() {
        return CompanionState.of(module.parameters(), Map.of("", optimizer));
    }

    @Override
    public StateDict weights() {
        return Companions.weights(module.parameters(), options);
    }

    @Override
    public void close() {
        optimizer.close();
        module.close();
    }
}
