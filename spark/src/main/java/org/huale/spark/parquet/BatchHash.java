package org.huale.spark.parquet;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.huale.dataset.ImageRecord;
import org.huale.storage.Sha256;

/**
 * Names a batch by the images that are in it, in their order: equal names mean equal company. An image is known by its id, its
 * file and its size, since those of two pools may have the same ids.
 */
public final class BatchHash {
    private static final int DIGITS = 16;
    /** In no path. */
    private static final String BETWEEN = "\0";

    private BatchHash() {}

    public static long of(List<ImageRecord> batch) {
        return of(batch.stream().map(BatchHash::words).collect(Collectors.joining(BETWEEN)));
    }

    private static String words(ImageRecord image) {
        return String.join(
                BETWEEN,
                image.id().value(),
                RowImage.fileOf(image),
                image.size().width() + "x" + image.size().height());
    }

    static long of(String text) {
        return parse(Sha256.of(text).substring(0, DIGITS));
    }

    public static String text(long hash) {
        return String.format(Locale.ROOT, "%016x", hash);
    }

    static long parse(String text) {
        return Long.parseUnsignedLong(text, DIGITS);
    }
}
