package org.huale.torch;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.huale.config.ConfigJson;
import org.huale.dataset.ImageRecord;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.storage.Sha256;
import org.huale.torch.environment.TorchDevice;
import org.huale.torch.image.OpenCvReader;
import org.huale.torch.parallel.Company;
import org.huale.torch.parallel.Member;
import org.huale.torch.parallel.Ranks;
import org.huale.torch.parallel.detection.SharedDetector;
import org.jspecify.annotations.Nullable;

/**
 * What rank 0 tells the processes that it starts to detect with it, as JSON.
 *
 * @param sharing among how many processes, and how long they wait for each other
 * @param vector that images are described by; null to detect in them
 * @param flipped whether they are detected in mirrored
 */
record PoolTask(
        ProcessesDetector.Sharing sharing,
        Opening opening,
        List<RankTask.Picture> images,
        @Nullable String vector,
        boolean flipped) {

    /** As {@link TorchPoolDetector#open} takes it. */
    record Opening(String weights, String device, int threads, int batchSize, List<EvidencePart> wanted) {

        static Opening of(TorchDetector.Source source, int batchSize, Set<EvidencePart> wanted) {
            return new Opening(
                    source.weights().toAbsolutePath().toString(),
                    source.device(),
                    source.threads(),
                    batchSize,
                    wanted.stream().sorted().toList()); // of one order in all processes
        }

        private PoolDetector open(int rank) {
            return TorchPoolDetector.open(
                    new TorchDetector.Source(Path.of(weights), null, TorchDevice.numbered(device, rank), threads),
                    OpenCvReader.defaults(),
                    batchSize,
                    Set.copyOf(wanted));
        }
    }

    /** Whether it is made from an image alone, so that it can be made elsewhere. */
    static boolean travels(View view) {
        return view.equals(View.ORIGINAL) || view.equals(View.FLIPPED);
    }

    static PoolTask detection(ProcessesDetector.Sharing sharing, Opening opening, List<ImageRecord> images, View view) {
        return new PoolTask(sharing, opening, pictures(images), null, view.equals(View.FLIPPED));
    }

    static PoolTask description(
            ProcessesDetector.Sharing sharing, Opening opening, List<ImageRecord> images, String vector) {
        return new PoolTask(sharing, opening, pictures(images), vector, false);
    }

    private static List<RankTask.Picture> pictures(List<ImageRecord> images) {
        return images.stream()
                .map(it -> RankTask.Picture.of(it.withoutAnnotations()))
                .toList();
    }

    /** The same in all processes. */
    String named() {
        return Sha256.of(ConfigJson.write(List.of(opening, String.valueOf(vector), flipped, images.size())));
    }

    /** The process of this number. */
    Member member(int rank) {
        return Member.detecting(rank, sharing.processes(), sharing.exchange());
    }

    /** What another process than rank 0 does. */
    void run(Company company) {
        try (PoolDetector own = opening.open(company.rank());
                Ranks ranks = company.join(named())) {
            ranks.doing(() -> through(new SharedDetector(own, ranks)));
        }
    }

    private void through(PoolDetector detector) {
        List<ImageRecord> records = images.stream().map(RankTask.Picture::image).toList();
        if (vector == null) {
            detector.detect(records, flipped ? View.FLIPPED : View.ORIGINAL, (image, found) -> {});
        } else {
            detector.describe(records, vector, (image, numbers) -> {});
        }
    }
}
