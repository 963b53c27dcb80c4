package org.huale.torch.parallel.detection;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.parallel.Ranks;

/** Bytes brought together, eight of them as one whole number: with zeros of all other processes they add up to themselves. */
record SharedBytes(Ranks ranks) {

    /** What each process has, in the order of ranks; all processes get all of it. */
    List<byte[]> ofAll(byte[] own) {
        long[] lengths = new long[ranks.size()];
        lengths[ranks.rank()] = own.length;
        lengths = summed(lengths);
        int[] begins = begins(lengths);
        long[] words = new long[begins[ranks.size()]];
        ByteBuffer.wrap(Arrays.copyOf(own, words(own.length) * Long.BYTES))
                .asLongBuffer()
                .get(words, begins[ranks.rank()], words(own.length));
        words = summed(words);
        List<byte[]> all = new ArrayList<>();
        for (int rank = 0; rank < ranks.size(); rank++) {
            all.add(bytes(words, begins[rank], Math.toIntExact(lengths[rank])));
        }
        return all;
    }

    /** Where the words of each process begin, and at last where all end. */
    private static int[] begins(long[] lengths) {
        int[] begins = new int[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            begins[i + 1] = Math.addExact(begins[i], words(lengths[i]));
        }
        return begins;
    }

    private static int words(long bytes) {
        return Math.toIntExact((bytes + Long.BYTES - 1) / Long.BYTES);
    }

    private static byte[] bytes(long[] words, int from, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(words(length) * Long.BYTES);
        bytes.asLongBuffer().put(words, from, words(length));
        return Arrays.copyOf(bytes.array(), length);
    }

    private long[] summed(long[] values) {
        if (values.length == 0) {
            return values;
        }
        return TensorScope.get(() -> {
            Tensor sums = Tensors.of(values, values.length);
            ranks.sum(sums);
            return Tensors.toLongs(sums);
        });
    }
}
