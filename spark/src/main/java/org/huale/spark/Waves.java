package org.huale.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.huale.dataset.ImageRecord;
import org.huale.spark.job.Part;
import org.huale.spark.parquet.RowIndex;

/**
 * The batches of a request, so many images at a time that memory does not grow with the pool; one job of the cluster for what
 * is not known yet of each wave.
 */
final class Waves implements Iterator<Waves.Wave> {
    static final int MOST_IMAGES_OF_A_PART = 256;
    private static final int IMAGES = 1 << 16;
    private static final Path NOT_NAMED_YET = new Path("part");

    private final Iterator<List<ImageRecord>> batches;
    private final RowIndex known;
    private final Function<String, Path> files;
    private final int partSize;

    /**
     * @param known batches that are there already
     * @param files where a part of some name will be
     * @param partSize images from which on a part is full
     */
    Waves(Iterator<List<ImageRecord>> batches, RowIndex known, Function<String, Path> files, int partSize) {
        this.batches = batches;
        this.known = known;
        this.files = files;
        this.partSize = partSize;
    }

    /** @param place of the batch's first row; the others follow */
    record Step(List<ImageRecord> batch, RowIndex.Place place) {}

    /**
     * @param steps all batches, in their order
     * @param parts those that have to be computed
     */
    record Wave(List<Step> steps, List<Part> parts) {}

    @Override
    public boolean hasNext() {
        return batches.hasNext();
    }

    @Override
    public Wave next() {
        Making making = new Making();
        for (int images = 0; images < IMAGES && batches.hasNext(); ) {
            List<ImageRecord> batch = batches.next();
            images += batch.size();
            making.add(batch);
        }
        making.closePart();
        return new Wave(making.steps, making.parts);
    }

    /** A wave that grows. */
    private final class Making {
        private final List<Step> steps = new ArrayList<>();
        private final List<Part> parts = new ArrayList<>();
        private final List<Integer> openAt = new ArrayList<>();
        private int openImages;

        void add(List<ImageRecord> batch) {
            RowIndex.Place place = known.of(batch.get(0).id());
            if (place != null) {
                steps.add(new Step(batch, place));
                return;
            }
            openAt.add(steps.size());
            steps.add(new Step(batch, new RowIndex.Place(NOT_NAMED_YET, openImages)));
            openImages += batch.size();
            if (openImages >= partSize) {
                closePart();
            }
        }

        void closePart() {
            if (openAt.isEmpty()) {
                return;
            }
            Part part = Part.of(openAt.stream().map(at -> steps.get(at).batch()).toList());
            Path file = files.apply(part.name());
            for (int at : openAt) {
                Step step = steps.get(at);
                steps.set(
                        at,
                        new Step(
                                step.batch(),
                                new RowIndex.Place(file, step.place().row())));
            }
            parts.add(part);
            openAt.clear();
            openImages = 0;
        }
    }
}
