package org.huale.torch.train.optimize;

/**
 * Factors of the learning rate for the parts of a detector. What begins with pretrained weights forgets them at the rate that
 * what begins with random numbers needs.
 *
 * @param backbone of the classification network, without the pyramid
 * @param pyramid of the feature pyramid
 * @param proposals of the region proposal network
 * @param regions of the box head
 */
public record PartRates(double backbone, double pyramid, double proposals, double regions) {

    public PartRates {
        require("backbone", backbone);
        require("pyramid", pyramid);
        require("proposals", proposals);
        require("regions", regions);
    }

    /** One rate for all. */
    public static PartRates equal() {
        return new PartRates(1, 1, 1, 1);
    }

    /** With the backbone at the rate of the heads, as it needs where it begins with random numbers as they do. */
    public PartRates withoutPretraining() {
        return new PartRates(regions, pyramid, proposals, regions);
    }

    /** The factor of a parameter by its full name; 1 for what belongs to none of the parts. */
    double of(String parameter) {
        if (parameter.startsWith("backbone.body.")) {
            return backbone;
        }
        if (parameter.startsWith("backbone.fpn.")) {
            return pyramid;
        }
        if (parameter.startsWith("rpn.")) {
            return proposals;
        }
        return parameter.startsWith("roi_heads.") ? regions : 1;
    }

    private static void require(String part, double factor) {
        if (!(factor >= 0 && factor <= 1000)) {
            throw new IllegalArgumentException("the rate of " + part + " must be in [0, 1000], got " + factor);
        }
    }
}
