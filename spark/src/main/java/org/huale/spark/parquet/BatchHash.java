package org.huale.spark.parquet;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.huale.dataset.ImageRecord;
import org.huale.storage.Sha256;

/** Names a batch by the images that are in it, in their order: equal names mean equal company. */
public final class BatchHash {
    private static final int DIGITS = 16;

    private BatchHash() {}

    public static long of(List<ImageRecord> batch) {
        String ids = batch.stream().map(it -> it.id().value()).collect(Collectors.joining("\n"));
        return Long.parseUnsignedLong(Sha256.of(ids).substring(0, DIGITS), DIGITS);
    }

    public static String text(long hash) {
        return String.format(Locale.ROOT, "%016x", hash);
    }

    static long parse(String text) {
        return Long.parseUnsignedLong(text, DIGITS);
    }
}
