package org.huale.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.detect.pool.CheckedReader;
import org.huale.image.Image;
import org.huale.image.format.ImageIoReader;
import org.huale.storage.FileTree;
import org.jspecify.annotations.Nullable;

/** Detects by starting a program for some hundreds of images at a time. */
final class CommandPoolDetector implements PoolDetector {
    private final TrainedCommand trained;
    private final Path file;
    private final Asking asking;
    private final CheckedReader reader = new CheckedReader(ImageIoReader.defaults());

    /**
     * How the program is asked.
     *
     * @param batchSize that it is told
     * @param folder for the files of each call, which go when it has succeeded, and for {@code predict.log}
     * @param least detections of at most this confidence are left out; null to keep all
     */
    record Asking(
            Programs programs,
            int batchSize,
            Path folder,
            @Nullable Double least,
            Runnable closed) {}

    /** @param file of the trained detector */
    CommandPoolDetector(TrainedCommand trained, Path file, Asking asking) {
        this.trained = trained;
        this.file = file;
        this.asking = asking;
    }

    @Override
    public ClassNames classes() {
        return trained.classNames();
    }

    @Override
    public Set<EvidencePart> evidence() {
        return trained.options().parts();
    }

    /** As many as the program is given at once. */
    @Override
    public Iterable<List<ImageRecord>> batches(List<ImageRecord> images) {
        int most = trained.options().imagesPerCall();
        List<List<ImageRecord>> batches = new ArrayList<>();
        for (int from = 0; from < images.size(); from += most) {
            batches.add(images.subList(from, Math.min(images.size(), from + most)));
        }
        return batches;
    }

    @Override
    public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
        for (List<ImageRecord> batch : batches(images)) {
            List<Detections> found = view.name().equals(View.ORIGINAL.name())
                    ? asked(folder -> HandedImages.asTheyAre(batch, classes()))
                    : asked(folder ->
                            HandedImages.inView(view, batch, reader::read, classes(), folder.resolve("images")));
            for (int i = 0; i < batch.size(); i++) {
                sink.accept(batch.get(i).id(), view.toOriginal(batch.get(i), found.get(i)));
            }
        }
    }

    /** What is found in images in memory, in their order. */
    List<Detections> detect(List<Image> images) {
        return images.isEmpty()
                ? List.of()
                : asked(folder ->
                        HandedImages.drawn(images.iterator(), classes(), Folders.made(folder.resolve("images"))));
    }

    /** Chooses what the program is given, in a folder for the call. */
    private interface Choice {
        HandedImages in(Path folder);
    }

    /** A folder stays for people to look at where the call fails. */
    private List<Detections> asked(Choice choice) {
        Path folder = Folders.within(asking.folder().toAbsolutePath().resolve("predict"), "call-");
        CommandTemplate command = trained.options().predict();
        HandedImages handed = choice.in(folder);
        Map<Placeholder, String> values = new EnumMap<>(handed.write(command, folder));
        Path predictions = folder.resolve("predictions.json");
        Path out = Folders.made(folder.resolve("out"));
        values.put(Placeholder.PREDICTIONS, predictions.toString());
        values.put(Placeholder.OUT, out.toString());
        values.put(Placeholder.WEIGHTS, weights().toString());
        values.put(Placeholder.SEED, Integer.toString(trained.seed()));
        values.put(Placeholder.BATCH, Integer.toString(asking.batchSize()));
        asking.programs().run(Placeholder.Step.PREDICT, values, log());
        ResultFile results = ResultFile.read(predictions, handed, trained.options(), asking.least());
        List<Detections> found = handed.dataset().images().stream()
                .map(it -> results.of(it.id()))
                .toList();
        FileTree.delete(folder);
        return found;
    }

    private Path log() {
        return asking.folder().toAbsolutePath().resolve("predict.log");
    }

    private Path weights() {
        return TrainedCommand.weightsIn(TrainedCommand.outBeside(file.toAbsolutePath()), trained.options());
    }

    @Override
    public void close() {
        asking.closed().run();
    }
}
