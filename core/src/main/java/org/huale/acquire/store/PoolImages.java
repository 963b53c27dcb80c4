package org.huale.acquire.store;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;

/** The images of a pool by ascending id, a position for each; an array and not a map, as there may be millions. */
final class PoolImages {
    static final int NONE = -1;

    private final ImageRecord[] records;

    PoolImages(Dataset pool) {
        records = pool.images().toArray(ImageRecord[]::new);
        Arrays.sort(records, Comparator.comparing(ImageRecord::id));
    }

    int size() {
        return records.length;
    }

    /** The image without its annotations, which are not for selection to see. */
    ImageRecord at(int position) {
        return records[position].withoutAnnotations();
    }

    ImageId id(int position) {
        return records[position].id();
    }

    /** Negative where the pool does not have it. */
    int find(ImageId image) {
        int low = 0;
        int high = records.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = records[middle].id().compareTo(image);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return NONE;
    }

    int position(ImageId image) {
        int position = find(image);
        if (position < 0) {
            throw new IllegalArgumentException("image " + image + " is not in the pool");
        }
        return position;
    }

    int[] positions(Collection<ImageId> images) {
        return images.stream().mapToInt(this::position).toArray();
    }

    /** The images at the positions that are set, without a list of their own. */
    List<ImageRecord> at(BitSet positions) {
        return new Chosen(positions.stream().toArray());
    }

    private final class Chosen extends AbstractList<ImageRecord> implements RandomAccess {
        private final int[] positions;

        Chosen(int[] positions) {
            this.positions = positions;
        }

        @Override
        public ImageRecord get(int index) {
            return at(positions[index]);
        }

        @Override
        public int size() {
            return positions.length;
        }
    }
}
