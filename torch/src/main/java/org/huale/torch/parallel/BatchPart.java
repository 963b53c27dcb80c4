package org.huale.torch.parallel;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.geometry.ImageSize;
import org.huale.torch.memory.Tensors;

/**
 * One process's part of the images of an iteration. Its sums are put together with those of the others, so that a loss that
 * is divided by what all images have is the loss of all images, and the gradients of all processes add up to its gradient.
 *
 * @param ranks the processes
 * @param images of this process; with 0 it looks at an image of another one, which then counts for nothing here
 * @param ofImages in all
 */
public record BatchPart(Ranks ranks, int images, int ofImages) {

    public BatchPart {
        if (images < 0 || images > ofImages) {
            throw new IllegalArgumentException(images + " of " + ofImages + " images");
        }
    }

    /** All images are here. */
    public static BatchPart whole(int images) {
        return new BatchPart(Ranks.alone(), images, images);
    }

    /**
     * Which of the images of an iteration are those of a process: nearly as many in each, in order. The first one where there
     * are fewer images than processes and none is left.
     */
    public static <T> List<T> own(List<T> images, Ranks ranks) {
        List<T> own =
                images.subList(from(images.size(), ranks.rank(), ranks), from(images.size(), ranks.rank() + 1, ranks));
        return own.isEmpty() && !images.isEmpty() ? images.subList(0, 1) : own;
    }

    /** The part that {@link #own} gives. */
    public static BatchPart of(int images, Ranks ranks) {
        int own = from(images, ranks.rank() + 1, ranks) - from(images, ranks.rank(), ranks);
        return new BatchPart(ranks, own, images);
    }

    private static int from(int images, int rank, Ranks ranks) {
        return (int) ((long) images * rank / ranks.size());
    }

    /** The sum of a scalar over all processes; its gradient is that of this process's summand. */
    public Tensor sum(Tensor part) {
        if (ranks.size() == 1) {
            return part;
        }
        Tensor own = images == 0 ? part.mul(new Scalar(0.0)) : part;
        Tensor sum = own.detach().clone();
        ranks.sum(sum);
        return sum.add(own.sub(own.detach())); // exactly the sum, since the rest is 0
    }

    /** {@link #sum}, divided by what there is of something in all processes, or by 1 where there is nothing. */
    public Tensor mean(Tensor part, long count) {
        return sum(part).div(new Scalar((double) Math.max(1, count)));
    }

    /** What all processes compute alike from the same numbers; its gradient is there once and not in each process. */
    public Tensor once(Tensor same) {
        return ranks.isFirst() ? same : same.detach();
    }

    /**
     * One number for each image of all processes, in the order of the batch; the gradient is that of the numbers of this one.
     *
     * @param own [N] of the images here
     */
    public Tensor ofAllImages(Tensor own) {
        if (ranks.size() == 1) {
            return own;
        }
        int before = from(ofImages, ranks.rank(), ranks);
        return sum(torch.constant_pad_nd(own.narrow(0, 0, images), before, ofImages - before - images));
    }

    /** As {@link #ofAllImages(Tensor)}, to the last bit. */
    public double[] ofAllImages(double[] own) {
        long[] bits = new long[ofImages];
        int before = from(ofImages, ranks.rank(), ranks);
        for (int i = 0; i < images; i++) {
            bits[before + i] = Double.doubleToRawLongBits(own[i]);
        }
        return Arrays.stream(counts(bits)).mapToDouble(Double::longBitsToDouble).toArray();
    }

    /** The sums of counts over all processes. */
    public long[] counts(long... counts) {
        if (ranks.size() == 1) {
            return counts;
        }
        Tensor sums = Tensors.of(images == 0 ? new long[counts.length] : counts, counts.length);
        ranks.sum(sums);
        return Tensors.toLongs(sums);
    }

    /** The sums of numbers over all processes. */
    public double[] sums(double... values) {
        if (ranks.size() == 1) {
            return values;
        }
        Tensor sums = Tensors.of(images == 0 ? new double[values.length] : values, values.length);
        ranks.sum(sums);
        return Tensors.toDoubles(sums);
    }

    /** The size that holds the images of all processes. */
    public ImageSize padded(ImageSize own) {
        if (ranks.size() == 1) {
            return own;
        }
        Tensor sides = Tensors.of(new long[] {own.width(), own.height()}, 2);
        ranks.max(sides);
        long[] greatest = Tensors.toLongs(sides);
        return new ImageSize(Math.toIntExact(greatest[0]), Math.toIntExact(greatest[1]));
    }
}
