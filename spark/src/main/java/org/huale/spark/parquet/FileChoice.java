package org.huale.spark.parquet;

import org.apache.parquet.example.data.Group;
import org.huale.dataset.ImageRecord;
import org.jspecify.annotations.Nullable;

/**
 * Rows of an image's very file go before all others, since images of several pools may have the same ids. Where there are none,
 * its file may have been elsewhere when it was looked at, and rows of one other file count; those of two are unclear.
 */
final class FileChoice implements RowChoice {
    private static final long NONE = 0;
    private static final long UNSAID = 1;
    private static final long SEVERAL = 2;
    private static final long ITS_OWN = 3;
    /** Hashes of other files are below zero. */
    private static final long OTHER = Long.MIN_VALUE;

    private final ImageRecord[] images;
    private final long[] files;

    FileChoice(ImageRecord[] images) {
        this.images = images;
        this.files = new long[images.length];
    }

    @Override
    public boolean takes(int position, Group row) {
        long before = files[position];
        long now = file(images[position], Rows.file(row));
        if (now == ITS_OWN || now == before || before == NONE || before == UNSAID) {
            files[position] = now;
            return true;
        }
        if (now != UNSAID && before != ITS_OWN) {
            files[position] = SEVERAL;
        }
        return false;
    }

    private static long file(ImageRecord image, @Nullable String file) {
        if (file == null) {
            return UNSAID;
        }
        return file.equals(RowImage.fileOf(image)) ? ITS_OWN : BatchHash.of(file) | OTHER;
    }

    @Override
    public boolean isUnclear(int position) {
        return files[position] == SEVERAL;
    }
}
