package org.huale.acquire.calibration;

/**
 * How it is learned which detections are right.
 *
 * @param confidence detections below it are left out, in [0, 1]
 * @param iou from which a detection shows an object of its class, in (0, 1]
 * @param ridge weight of the squares of the coefficients, which keeps them finite where right and wrong detections can be
 *     told apart without error; in [0.000001, 1000000]
 * @param least right and least wrong detections that a class needs for a classifier of its own, at least 1
 */
public record CalibrationOptions(double confidence, double iou, double ridge, int least) {

    public CalibrationOptions {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be in [0, 1], got " + confidence);
        }
        if (!(iou > 0 && iou <= 1)) {
            throw new IllegalArgumentException("iou must be in (0, 1], got " + iou);
        }
        if (!(ridge >= 1e-6 && ridge <= 1e6)) {
            throw new IllegalArgumentException("ridge must be in [0.000001, 1000000], got " + ridge);
        }
        if (least < 1) {
            throw new IllegalArgumentException("least must be at least 1, got " + least);
        }
    }

    /** Detections of 0.05 or more, IoU 0.5, ridge 1, five of each kind. */
    public static CalibrationOptions defaults() {
        return new CalibrationOptions(0.05, 0.5, 1, 5);
    }
}
