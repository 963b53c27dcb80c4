package org.huale.acquire.objects;

/**
 * How objects are covered.
 *
 * @param confidence least one of a detection that counts
 * @param boxes most confident detections of an image that count
 * @param sample images of each class whose objects are to be covered, drawn where the pool shows more
 * @param classBalance what a class counts for is divided by its expected images to this power: 0 for every image alike, 1 for
 *     every class alike
 */
public record ObjectCoverageOptions(double confidence, int boxes, int sample, double classBalance) {

    public ObjectCoverageOptions {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be in [0, 1], got " + confidence);
        }
        if (boxes < 1 || sample < 1) {
            throw new IllegalArgumentException("boxes and sample must be at least 1, got " + boxes + " and " + sample);
        }
        if (!(classBalance >= 0 && classBalance <= 1)) {
            throw new IllegalArgumentException("classBalance must be in [0, 1], got " + classBalance);
        }
    }

    static ObjectCoverageOptions defaults() {
        return new ObjectCoverageOptions(0.05, 20, 1_000, 0.5);
    }
}
