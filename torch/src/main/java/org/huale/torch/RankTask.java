package org.huale.torch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.config.ConfigJson;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.SingleTraining;
import org.huale.detect.training.TrainingFolder;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.torch.companion.Companions;
import org.huale.torch.environment.TorchDevice;
import org.jspecify.annotations.Nullable;

/**
 * What rank 0 tells the processes that it starts to train with it, as JSON.
 *
 * @param judged images that the detector is judged on, or null
 * @param folder of the training, which they leave alone
 */
record RankTask(
        TrainingConfig config,
        List<String> classes,
        Pictures learned,
        @Nullable Pictures judged,
        First first,
        List<Beside> companions,
        String folder) {

    /** What is trained beside the detector: the class of its options, and these as JSON. */
    record Beside(String kind, String options) {}

    /** The weights that it begins with, as {@link FirstWeights}. */
    record First(
            @Nullable String backbone,
            @Nullable String detector,
            @Nullable List<String> formerNames) {

        static First of(FirstWeights weights) {
            return new First(
                    word(weights.backbone()),
                    word(weights.detector()),
                    weights.formerNames().map(ClassNames::names).orElse(null));
        }

        FirstWeights weights() {
            return new FirstWeights(
                    path(backbone),
                    path(detector),
                    Optional.ofNullable(formerNames).map(ClassNames::new));
        }

        private static @Nullable String word(@Nullable Path file) {
            return file == null ? null : file.toAbsolutePath().toString();
        }

        private static @Nullable Path path(@Nullable String word) {
            return word == null ? null : Path.of(word);
        }
    }

    /** The images of a data set, by its name. */
    record Pictures(String name, List<Picture> images) {

        static Pictures of(Dataset dataset) {
            return new Pictures(
                    dataset.name(), dataset.images().stream().map(Picture::of).toList());
        }

        Dataset dataset(ClassNames classes) {
            return new Dataset(
                    name, classes, images.stream().map(Picture::image).toList());
        }
    }

    /** @param objects of each: x1, y1, x2, y2, class, 1 if difficult, 1 if a crowd, area */
    record Picture(String id, String file, int width, int height, List<List<Double>> objects) {

        static Picture of(ImageRecord image) {
            return new Picture(
                    image.id().value(),
                    image.file().toAbsolutePath().toString(),
                    image.size().width(),
                    image.size().height(),
                    image.annotations().stream().map(Picture::numbers).toList());
        }

        private static List<Double> numbers(Annotation it) {
            Box box = it.box();
            return List.of(
                    box.x1(),
                    box.y1(),
                    box.x2(),
                    box.y2(),
                    (double) it.classIndex(),
                    it.difficult() ? 1.0 : 0.0,
                    it.crowd() ? 1.0 : 0.0,
                    it.area());
        }

        ImageRecord image() {
            return new ImageRecord(
                    new ImageId(id),
                    Path.of(file),
                    new ImageSize(width, height),
                    objects.stream().map(Picture::annotation).toList());
        }

        private static Annotation annotation(List<Double> it) {
            return new Annotation(
                    new Box(it.get(0), it.get(1), it.get(2), it.get(3)),
                    it.get(4).intValue(),
                    it.get(5) != 0,
                    it.get(6) != 0,
                    it.get(7));
        }
    }

    static RankTask of(TrainingRequest request) {
        Dataset judged = request.task().validation();
        return new RankTask(
                request.config(),
                request.task().images().classes().names(),
                Pictures.of(request.task().images()),
                judged == null ? null : Pictures.of(judged),
                First.of(request.weights()),
                request.companionTask().companions().stream()
                        .map(it -> new Beside(it.getClass().getName(), ConfigJson.write(it)))
                        .toList(),
                request.task().folder().toAbsolutePath().toString());
    }

    /** The training as the process of this number begins it. */
    TrainingRequest request(int rank) {
        ClassNames names = new ClassNames(classes);
        return new TrainingRequest(
                new SingleTraining(
                        learned.dataset(names),
                        judged == null ? null : judged.dataset(names),
                        Path.of(folder),
                        TrainingFolder.Opening.RESUME,
                        Map.of()),
                config.onDevice(TorchDevice.numbered(config.device(), rank)),
                first.weights(),
                new TrainingRequest.CompanionTask(
                        companions.stream()
                                .map(it -> Companions.options(it.kind(), it.options()))
                                .toList(),
                        TrainingRequest.CompanionTask.noImages(names)));
    }
}
