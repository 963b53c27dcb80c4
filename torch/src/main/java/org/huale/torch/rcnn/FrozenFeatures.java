package org.huale.torch.rcnn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.huale.dataset.ImageId;
import org.huale.geometry.ImageSize;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.BackboneWithFpn;
import org.huale.torch.rcnn.input.ImageBatch;
import org.huale.torch.rcnn.input.TrainingExample;

/**
 * Remembers what the stages of a backbone that do not train make of training images. Each image goes through them alone, so
 * that a result depends neither on its company nor on whether it was remembered: padding beyond the image's own is added to
 * the maps as zeros, where stages that see the padded image would have put their biases. Belongs to one thread.
 */
final class FrozenFeatures implements AutoCloseable {
    private final BackboneWithFpn backbone;
    private final Device device;
    private final long capacity;
    private final Map<Key, List<Tensor>> remembered = new HashMap<>();
    private long held;

    /** @param capacity bytes; what comes when it is full is computed each time */
    FrozenFeatures(BackboneWithFpn backbone, Device device, long capacity) {
        this.backbone = backbone;
        this.device = device;
        this.capacity = capacity;
    }

    private record Key(ImageId image, boolean mirrored) {}

    /**
     * The maps of the pyramid, as of a batch; the images may vary in nothing but in being mirrored.
     *
     * @param padded what they are padded to
     */
    List<Tensor> features(List<TrainingExample> batch, ImageSize padded) {
        List<List<Tensor>> each = batch.stream().map(this::frozen).toList();
        List<Tensor> maps = new ArrayList<>();
        for (int level = 0; level < each.get(0).size(); level++) {
            int of = level;
            maps.add(together(each.stream().map(it -> it.get(of)).toList(), batch, padded));
        }
        return backbone.featuresAfterFrozen(maps);
    }

    private List<Tensor> frozen(TrainingExample example) {
        Key key = new Key(example.id(), example.mirrored());
        List<Tensor> known = remembered.get(key);
        if (known != null) {
            return known;
        }
        List<Tensor> maps =
                backbone.frozen(ImageBatch.of(List.of(example.image()), device).tensor());
        long bytes = maps.stream().mapToLong(Tensor::nbytes).sum();
        if (held + bytes > capacity) {
            return maps;
        }
        held += bytes;
        List<Tensor> kept = maps.stream()
                .map(map -> TensorScope.own(() -> map.detach().clone()))
                .toList();
        remembered.put(key, kept);
        return kept;
    }

    private static Tensor together(List<Tensor> maps, List<TrainingExample> batch, ImageSize padded) {
        Tensor[] together = new Tensor[maps.size()];
        for (int i = 0; i < together.length; i++) {
            Tensor map = maps.get(i);
            ImageSize own = ImageBatch.padded(List.of(batch.get(i).image().size()));
            long height = map.size(2) * padded.height() / own.height(); // strides divide what images are padded to
            long width = map.size(3) * padded.width() / own.width();
            together[i] = torch.constant_pad_nd(map, 0, width - map.size(3), 0, height - map.size(2));
        }
        return Tensors.channelsLast(torch.cat(new TensorVector(together), 0));
    }

    @Override
    public void close() {
        remembered.values().forEach(maps -> maps.forEach(Tensor::close));
        remembered.clear();
    }
}
