package org.huale.acquire.entropy;

/** How the entropies of an image's detections become one number. */
public enum BoxAggregation {
    /** The highest: one detection in doubt is enough. AL-SSL, HUALE. */
    MAX {
        @Override
        double of(double[] values) {
            double max = 0;
            for (double value : values) {
                max = Math.max(max, value);
            }
            return max;
        }
    },
    /** The mean: sure detections weaken those in doubt. */
    MEAN {
        @Override
        double of(double[] values) {
            return values.length == 0 ? 0 : SUM.of(values) / values.length;
        }
    },
    /** The sum: favours crowded images and with them many boxes to annotate. PPAL, DivProto. */
    SUM {
        @Override
        double of(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            return sum;
        }
    };

    /** 0 for no values. */
    abstract double of(double[] values);
}
