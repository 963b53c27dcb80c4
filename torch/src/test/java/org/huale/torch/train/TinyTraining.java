package org.huale.torch.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.config.ConfigJson;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingListener;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageReader;
import org.huale.random.Seeds;
import org.huale.torch.augment.Augmentation;
import org.huale.torch.loss.DetectionLosses;
import org.huale.torch.loss.LossTerms;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.Conv2d;
import org.huale.torch.nn.Initializer;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.parallel.Ranks;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.input.TrainingExample;
import org.huale.torch.train.optimize.LearningRateSchedule;
import org.huale.torch.train.optimize.Sgd;

/** A network of one convolution that learns how many objects an image has, on images made from their names. */
final class TinyTraining {
    static final ImageTransformOptions SIZES = ImageTransformOptions.of(16, 32);
    static final ImageReader READER = TinyTraining::image;

    private TinyTraining() {}

    static TrainingOptions options(int epochs, int saveEvery) {
        TrainingOptions defaults = TrainingOptions.defaults();
        return new TrainingOptions(
                defaults.recipe(),
                epochs,
                0,
                2,
                1,
                defaults.exchange(),
                new Sgd.Options(0.01, 0.9, 1e-4, false),
                defaults.rates(),
                new LearningRateSchedule.Options(
                        LearningRateSchedule.Options.Kind.COSINE,
                        List.of(),
                        LearningRateSchedule.Options.Unit.EPOCH,
                        0.1,
                        0.1,
                        3,
                        0.1,
                        true),
                0.9,
                10,
                TrainingOptions.Images.defaults(),
                new Augmentation(0.5, 0.8, 1.2, 0.2, 0.2, 0.2),
                new TrainingOptions.Loader(2, 2, 1, 0),
                new TrainingOptions.Saving(0, saveEvery),
                new TrainingOptions.ValidationOptions(1, "figure"),
                defaults.precision(),
                defaults.loss(),
                defaults.optimizer());
    }

    static Dataset dataset(int images) {
        List<ImageRecord> records = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            ImageSize size = i % 3 == 0 ? new ImageSize(20, 30) : new ImageSize(32, 24);
            List<Annotation> annotations = new ArrayList<>();
            for (int box = 0; box < i % 4; box++) {
                annotations.add(Annotation.of(new Box(box, 1, box + 8, 9), box % 2));
            }
            records.add(new ImageRecord(new ImageId("image-" + i), Path.of(size + "-" + i), size, annotations));
        }
        return new Dataset("tiny", ClassNames.of("a", "b"), records);
    }

    /** Trains in the folder; returns the iterations done. */
    static long run(Path path, TrainingFolder.Opening opening, TrainingOptions options, TrainingListener listener) {
        return run(path, opening, options, listener, new StopSignal());
    }

    static long run(
            Path path,
            TrainingFolder.Opening opening,
            TrainingOptions options,
            TrainingListener listener,
            StopSignal stop) {
        return run(path, opening, options, new Observers(listener, stop, judging -> judging));
    }

    /** @param judging the validation, made from the usual one */
    record Observers(TrainingListener listener, StopSignal stop, UnaryOperator<Validation> judging) {}

    static long run(Path path, TrainingFolder.Opening opening, TrainingOptions options, Observers observers) {
        Seeds seeds = new Seeds(5);
        try (TrainingFolder folder = TrainingFolder.open(path, opening);
                ParameterStore store = new ParameterStore(new Device("cpu"), 1)) {
            folder.freeze(Map.of("training", options), Map.of("seed", 5), List.of("a", "b"));
            TrainingData data = new TrainingData(
                    dataset(7),
                    new TrainingData.Preparation(READER, SIZES),
                    options,
                    new TrainingData.Sharing(seeds, Ranks.alone()));
            TrainingLoop.Subject subject = new TrainingLoop.Subject(
                    store,
                    losses(store),
                    observers.judging().apply(validation(store)),
                    Map.of("huale.classes", "[a,b]"));
            return new TrainingLoop(
                            subject, data, new TrainingLoop.Context(folder, observers.listener(), observers.stop()))
                    .run();
        }
    }

    static LossFunction losses(ParameterStore store) {
        Conv2d layer = Conv2d.create(
                store.at("head"), Initializer.normal(0.1), new Conv2d.Channels(3, 4), Conv2d.Geometry.centred(3, 1));
        return (batch, moment, random) -> LossTerms.of(losses(layer, batch.examples(), random));
    }

    private static DetectionLosses losses(Conv2d layer, List<TrainingExample> batch, RandomGenerator random) {
        Tensor sum = torch.zeros(4);
        for (TrainingExample example : batch) {
            ImageSize size = example.image().size();
            Tensor pixels = Tensors.of(example.image().pixels(), 1, size.height(), size.width(), 3);
            Tensor found = layer.of(pixels.permute(0, 3, 1, 2)).mean(0, 2, 3);
            Tensor missed = found.sub(new Scalar(example.classes().length));
            sum = sum.add(missed.mul(missed).mul(new Scalar(0.5 + random.nextDouble())));
        }
        return new DetectionLosses(sum.select(0, 0), sum.select(0, 1), sum.select(0, 2), sum.select(0, 3));
    }

    private static Validation validation(ParameterStore store) {
        return () -> Map.of("figure", TensorScope.get(() ->
                (double) store.get("head.bias").detach().sum().item_float()));
    }

    private static Image image(Path file) {
        String[] words = file.toString().split("[x-]");
        ImageSize size = new ImageSize(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
        byte[] rgb = new byte[Math.toIntExact(size.pixels() * 3)];
        new SplittableRandom(Long.parseLong(words[2])).nextBytes(rgb);
        return new Image(size, rgb);
    }

    /** Stands in for a user's process: trains in the folder given, slowly enough to be killed. */
    public static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            TrainingOptions options = ConfigJson.read(arguments[1], TrainingOptions.class);
            run(Path.of(arguments[0]), TrainingFolder.Opening.RESUME, options, new Slow());
        }
    }

    private static final class Slow implements TrainingListener {
        @Override
        public void stepped(Step step) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void validated(int epoch, Map<String, Double> figures, boolean best) {}
    }
}
