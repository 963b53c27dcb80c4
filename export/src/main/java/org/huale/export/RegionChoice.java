package org.huale.export;

import java.util.ArrayList;
import java.util.List;
import org.huale.torch.rcnn.rpn.BoxCoder;
import org.huale.torch.rcnn.rpn.RpnOptions;

/** The regions of one image: the best anchors of each level, shifted, freed of duplicates, and the best of all. */
final class RegionChoice {
    private final OneImage one;
    private final Formulas f;
    private final BoxGraph boxes;
    private final RpnOptions options;

    RegionChoice(OneImage one, RpnOptions options) {
        this.one = one;
        this.options = options;
        f = one.formulas();
        boxes = new BoxGraph(f);
    }

    /** [R, 4] in pixels of the network's input, the best first. */
    String of(List<ProposalGraph.Level> levels, ImageGraph image) {
        List<String> found = new ArrayList<>();
        List<String> confidences = new ArrayList<>();
        for (ProposalGraph.Level level : levels) {
            Candidates kept = ofLevel(level, image);
            found.add(kept.boxes());
            confidences.add(kept.confidences());
        }
        String all = f.joined(confidences);
        String count = f.atMost(options.detection().afterNms(), f.count(all));
        String best = f.ordered(all, count, true).get(1);
        return f.at(f.joined(found), best, 0);
    }

    /** Boxes [N, 4] and what they are worth, [N]. */
    private record Candidates(String boxes, String confidences) {}

    private Candidates ofLevel(ProposalGraph.Level level, ImageGraph image) {
        String logits = f.shaped(one.of(level.logits()), -1);
        String deltas = f.shaped(one.of(level.deltas()), -1, 4);
        List<String> best = f.ordered(logits, f.atMost(options.detection().beforeNms(), f.count(logits)), true);
        String decoded = boxes.decoded(
                f.at(deltas, best.get(1), 0),
                f.at(level.anchors(), best.get(1), 0),
                BoxCoder.PROPOSALS,
                image.bounds());
        return suppressed(new Candidates(decoded, confidences(best.get(0))));
    }

    /** In double, so that the order of confidences is that of logits. */
    private String confidences(String logits) {
        return f.asReal(f.of("Sigmoid", f.asDouble(logits)));
    }

    private Candidates suppressed(Candidates all) {
        String usable = f.of(
                "And",
                boxes.areAtLeast(all.boxes(), RpnOptions.SHORTEST_SIDE),
                f.of("GreaterOrEqual", all.confidences(), f.real(BoxGraph.atLeast(options.minConfidence()))));
        String kept = boxes.suppressed(
                f.expanded(all.boxes(), 0),
                f.expanded(boxes.scoresOf(all.confidences(), usable), 0),
                options.nmsIou(),
                options.detection().beforeNms());
        String indices = f.at(kept, f.whole(2), 1);
        return new Candidates(f.at(all.boxes(), indices, 0), f.at(all.confidences(), indices, 0));
    }
}
