package org.huale.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.huale.geometry.ImageSize;
import org.huale.onnx.file.ModelValue;
import org.huale.onnx.input.Placement;
import org.huale.onnx.input.PreparedImage;
import org.huale.onnx.runtime.OnnxSession;
import org.huale.onnx.runtime.Tensor;
import org.huale.problem.HualeException;

/**
 * Runs a network on batches of images. What a network takes at once counts: images beyond it and of another size go in further
 * batches, and where it takes more than there are, the first is repeated and its further results are dropped.
 */
final class NetworkBatches implements AutoCloseable {
    private static final String TARGET_SIZES = "orig_target_sizes";
    private static final String PIXEL_MASK = "pixel_mask";

    private final DecidedModel model;
    private final OnnxSession session;

    /** @throws HualeException where the network needs an input that nobody knows */
    NetworkBatches(DecidedModel model, OnnxSession session) {
        this.model = model;
        this.session = session;
        Set<String> known = Set.of(model.input().value().name(), TARGET_SIZES, PIXEL_MASK);
        List<String> unknown =
                session.inputs().stream().filter(it -> !known.contains(it)).toList();
        if (!unknown.isEmpty()) {
            throw new HualeException(model.path() + ": nothing is known to give to its inputs " + unknown
                    + "; besides images there can be " + TARGET_SIZES + " and " + PIXEL_MASK);
        }
    }

    /** As many at once as the network takes, all of one size. */
    List<List<PreparedImage>> split(List<PreparedImage> images) {
        int most = model.input().batch() == 0 ? images.size() : model.input().batch();
        List<List<PreparedImage>> batches = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= images.size(); i++) {
            if (i == images.size() || i - first == most || !canvas(images, i).equals(canvas(images, first))) {
                batches.add(images.subList(first, i));
                first = i;
            }
        }
        return batches;
    }

    private static ImageSize canvas(List<PreparedImage> images, int i) {
        return images.get(i).placement().canvas();
    }

    /** What the network gives for images that are no more than it takes. */
    Map<String, Tensor> run(List<PreparedImage> images, Set<String> values) {
        List<PreparedImage> filled = filled(images);
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put(model.input().value().name(), pixels(filled));
        for (String input : session.inputs()) {
            if (input.equals(TARGET_SIZES)) {
                inputs.put(input, targetSizes(filled));
            } else if (input.equals(PIXEL_MASK)) {
                inputs.put(input, mask(filled));
            }
        }
        Map<String, Tensor> outputs = session.run(inputs, values);
        outputs.forEach((name, tensor) -> requireBatch(name, tensor, filled.size()));
        return outputs;
    }

    private List<PreparedImage> filled(List<PreparedImage> images) {
        int wanted = Math.max(images.size(), model.input().batch());
        return IntStream.range(0, wanted)
                .mapToObj(i -> images.get(i < images.size() ? i : 0))
                .toList();
    }

    private void requireBatch(String name, Tensor tensor, int images) {
        if (images > 1 && (tensor.rank() == 0 || tensor.side(0) != images)) {
            throw new HualeException(model.path() + ": the network gave " + name + " of the shape " + tensor + " for "
                    + images + " images; use --batch 1");
        }
    }

    private Tensor pixels(List<PreparedImage> images) {
        int length = images.get(0).values().length;
        float[] values = new float[Math.multiplyExact(length, images.size())];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(images.get(i).values(), 0, values, i * length, length);
        }
        return new Tensor(
                model.input().shape(images.size(), images.get(0).placement().canvas()), values);
    }

    /** Width and height of each image. */
    private static Tensor targetSizes(List<PreparedImage> images) {
        float[] sizes = new float[2 * images.size()];
        for (int i = 0; i < images.size(); i++) {
            ImageSize original = images.get(i).placement().original();
            sizes[2 * i] = original.width();
            sizes[2 * i + 1] = original.height();
        }
        return new Tensor(new int[] {images.size(), 2}, sizes);
    }

    /** 1 where an image is, 0 where padding is; of the size that the model fixes for it. */
    private Tensor mask(List<PreparedImage> images) {
        ImageSize canvas = images.get(0).placement().canvas();
        ModelValue value = model.file().summary().input(PIXEL_MASK).orElseThrow();
        int height = value.rank() == 3 && !value.isOpen(1) ? (int) value.side(1) : canvas.height();
        int width = value.rank() == 3 && !value.isOpen(2) ? (int) value.side(2) : canvas.width();
        if (height != canvas.height() || width != canvas.width()) {
            return ones(images.size(), height, width);
        }
        float[] mask = new float[Math.multiplyExact(images.size(), height * width)];
        for (int i = 0; i < images.size(); i++) {
            fill(mask, i * height * width, images.get(i).placement());
        }
        return new Tensor(new int[] {images.size(), height, width}, mask);
    }

    /** What exporters traced with a size of its own for the mask mean: everything is image. */
    private static Tensor ones(int images, int height, int width) {
        float[] ones = new float[images * height * width];
        Arrays.fill(ones, 1);
        return new Tensor(new int[] {images, height, width}, ones);
    }

    private static void fill(float[] mask, int from, Placement placement) {
        int width = placement.canvas().width();
        for (int y = placement.top(); y < placement.top() + placement.scaled().height(); y++) {
            int row = from + y * width + placement.left();
            Arrays.fill(mask, row, row + placement.scaled().width(), 1);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
