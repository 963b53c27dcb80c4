package org.huale.torch.rcnn.rpn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.huale.geometry.FlatBoxes;
import org.huale.geometry.ImageSize;
import org.huale.torch.nn.Conv2d;
import org.huale.torch.nn.ParameterStore;

/** Proposes regions that may hold an object of any class. */
public final class RegionProposalNetwork {
    private final RpnOptions options;
    private final RpnHead head;

    public RegionProposalNetwork(RpnOptions options, ParameterStore.Scope scope, int channels) {
        this.options = options;
        this.head = new RpnHead(scope.at("head"), channels, options.anchors().perCell());
    }

    /**
     * @param maps one for each level of the anchors
     * @param input padded size of the network's input
     */
    public RpnPredictions of(List<Tensor> maps, ImageSize input) {
        Conv2d predictor = head.predictor();
        TensorVector raw = new TensorVector();
        float[] anchors = new float[0];
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int level = 0; level < maps.size(); level++) {
            Tensor map = maps.get(level);
            raw.push_back(head.of(map, predictor));
            ImageSize size = new ImageSize((int) map.size(3), (int) map.size(2));
            anchors = FlatBoxes.concatenated(anchors, options.anchors().anchors(level, size, input));
            starts.add(anchors.length / 4);
        }
        Tensor all = torch.cat(raw, 1).to(torch.ScalarType.Float);
        return new RpnPredictions(all, anchors, starts, options.anchors().perCell());
    }

    /** The proposals of every image; no gradient flows through them. */
    public List<Proposals> proposals(RpnPredictions predictions, List<ImageSize> sizes, RpnOptions.Kept kept) {
        ProposalFilter filter = new ProposalFilter(options, kept);
        return IntStream.range(0, sizes.size())
                .mapToObj(image -> filter.of(predictions, image, sizes.get(image)))
                .toList();
    }
}
