package org.huale.torch.parallel.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.torch.parallel.Ranks;

/**
 * Batches dealt out in rounds, to each process one in each round, in the order of ranks. When all have theirs, rank 0 hands on
 * what they found in the order of the batches.
 */
final class Rounds<T> implements BiConsumer<ImageId, T> {
    private final Ranks ranks;
    private final Runnable each;
    private final Form<T> form;
    private final List<List<ImageRecord>> batches;
    private final BiConsumer<ImageId, T> sink;
    private final List<T> found = new ArrayList<>();
    private int round;

    /** @param sink of rank 0 */
    Rounds(SharedDetector shared, Form<T> form, Iterable<List<ImageRecord>> batches, BiConsumer<ImageId, T> sink) {
        this.ranks = shared.ranks();
        this.each = shared.eachRound();
        this.form = form;
        this.batches = new ArrayList<>();
        batches.forEach(this.batches::add);
        this.sink = sink;
    }

    /** The images of this process, batch after batch. */
    List<ImageRecord> own() {
        List<ImageRecord> own = new ArrayList<>();
        for (int i = ranks.rank(); i < batches.size(); i += ranks.size()) {
            own.addAll(batches.get(i));
        }
        return own;
    }

    /** What was found in the next image of this process. */
    @Override
    public void accept(ImageId image, T value) {
        List<ImageRecord> batch = batch(ranks.rank());
        requireDue(batch.get(found.size()).id(), image);
        found.add(value);
        if (found.size() == batch.size()) {
            exchange();
        }
    }

    /** Takes part in what is left of the last round, when this process has no more images. */
    void end() {
        while (round * ranks.size() < batches.size()) {
            exchange();
        }
    }

    private void exchange() {
        ranks.standAt("round " + (round + 1) + " of the images to detect in");
        List<byte[]> all = new SharedBytes(ranks).ofAll(form.bytes(found));
        found.clear();
        each.run();
        for (int rank = 0; ranks.isFirst() && rank < ranks.size(); rank++) {
            handOn(batch(rank), form.values(all.get(rank)));
        }
        round++;
    }

    private void handOn(List<ImageRecord> batch, List<T> values) {
        if (batch.size() != values.size()) {
            throw new IllegalStateException(values.size() + " of " + batch.size() + " images came");
        }
        for (int i = 0; i < values.size(); i++) {
            sink.accept(batch.get(i).id(), values.get(i));
        }
    }

    /** Of this round; without images where none is left. */
    private List<ImageRecord> batch(int rank) {
        int position = round * ranks.size() + rank;
        return position < batches.size() ? batches.get(position) : List.of();
    }

    /** Else the batches were not those that were dealt out. */
    private static void requireDue(ImageId due, ImageId image) {
        if (!due.equals(image)) {
            throw new IllegalStateException("image " + due + " was due and " + image + " came");
        }
    }
}
