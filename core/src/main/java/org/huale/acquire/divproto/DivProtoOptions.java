package org.huale.acquire.divproto;

import org.huale.config.Mode;

/**
 * How DivProto is run.
 *
 * @param mode {@code faithful} is the paper by its letter, {@code fixed} guards what it leaves undefined; see {@link DivProtoStrategy}
 * @param confidence detections below it are left out, in [0, 1]
 * @param sameInstance cosine above which a detection tells nothing beside a more uncertain one of its class, in [-1, 1]
 * @param samePrototype cosine from which an image shows a class as a chosen image does, in [-1, 1]
 * @param rareConfidence an image shows a rare class where a detection of it has more, in [0, 1]
 * @param rareShare of the classes that count as rare, in [0, 1]
 * @param rareQuota share of the budget that is meant for rare classes, in [0, 1]
 */
public record DivProtoOptions(
        Mode mode,
        double confidence,
        double sameInstance,
        double samePrototype,
        double rareConfidence,
        double rareShare,
        double rareQuota) {

    public DivProtoOptions {
        require("confidence", confidence, 0);
        require("sameInstance", sameInstance, -1);
        require("samePrototype", samePrototype, -1);
        require("rareConfidence", rareConfidence, 0);
        require("rareShare", rareShare, 0);
        require("rareQuota", rareQuota, 0);
    }

    /** As in the paper. */
    static DivProtoOptions of(Mode mode) {
        return new DivProtoOptions(mode, 0.05, 0.5, 0.7, 0.3, 0.5, 0.75);
    }

    private static void require(String name, double value, int least) {
        if (!(value >= least && value <= 1)) {
            throw new IllegalArgumentException(name + " must be in [" + least + ", 1], got " + value);
        }
    }
}
