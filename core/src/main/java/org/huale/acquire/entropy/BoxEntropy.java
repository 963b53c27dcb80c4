package org.huale.acquire.entropy;

/** How uncertain the class of one detection is, from its distribution over background and K classes; at least 0. */
public enum BoxEntropy {
    /** Of the whole distribution, in nats: 0 to ln(K + 1). AL-SSL before its division; fits HUALE's published numbers. */
    FULL {
        @Override
        double of(double[] p, double confidence) {
            return full(p);
        }
    },
    /** {@link #FULL} divided by ln(K + 1), in [0, 1]. The order is the same; only numbers compare between data sets. */
    NORMALIZED {
        @Override
        double of(double[] p, double confidence) {
            return entropy(p, 0, 1) / Math.log(p.length);
        }
    },
    /** Of the confidence s alone, -s ln s - (1-s) ln(1-s): 0 to ln 2, highest at 0.5. PPAL and many baselines. */
    BINARY {
        @Override
        double of(double[] p, double confidence) {
            return binary(confidence);
        }
    },
    /**
     * Of the classes without background, scaled to sum 1: 0 to ln K. Blind to doubt between object and background, 0
     * with one class, and 0 where probabilities had to be made up from confidences.
     */
    FOREGROUND {
        @Override
        double of(double[] p, double confidence) {
            double foreground = 0;
            for (int c = 1; c < p.length; c++) {
                foreground += p[c];
            }
            return foreground > 0 ? entropy(p, 1, foreground) : 0;
        }
    };

    /**
     * @param p sums to 1, background first
     * @param confidence of the detection
     */
    abstract double of(double[] p, double confidence);

    /** {@link #BINARY} of a confidence in [0, 1], in nats. */
    public static double binary(double confidence) {
        return entropy(new double[] {confidence, 1 - confidence}, 0, 1);
    }

    /** {@link #FULL} of a distribution with sum 1, in nats. */
    public static double full(double[] p) {
        return entropy(p, 0, 1);
    }

    /** Not below 0, which rounding could do at a probability of nearly 1. */
    private static double entropy(double[] p, int from, double sum) {
        double entropy = 0;
        for (int c = from; c < p.length; c++) {
            double share = p[c] / sum;
            entropy -= share > 0 ? share * Math.log(share) : 0; // 0 ln 0 is 0
        }
        return Math.max(0, entropy);
    }
}
