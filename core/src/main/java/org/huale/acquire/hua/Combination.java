package org.huale.acquire.hua;

/**
 * How normalised metrics become one score.
 *
 * @param normalization of each metric over the candidates
 * @param distance from where
 * @param crowding at least 0: scores are divided by (1 + boxes) to this power, boxes being the detections of confidence 0.5
 *     or more; 0 turns it off, 1 asks for the most per box to be annotated
 */
public record Combination(Normalization normalization, Distance distance, double crowding) {

    /** Two readings of the article's Euclidean norm. */
    public enum Distance {
        /** The farther from nothing in every metric the better: one extreme metric is enough. The article's formula. */
        ORIGIN {
            @Override
            double contribution(double value, double highest) {
                return value;
            }

            @Override
            double score(double norm, double highest) {
                return norm;
            }
        },
        /** The nearer to the highest value of every metric the better: rewards being high in all. */
        IDEAL {
            @Override
            double contribution(double value, double highest) {
                return highest - value;
            }

            @Override
            double score(double norm, double highest) {
                return highest - norm;
            }
        };

        abstract double contribution(double value, double highest);

        abstract double score(double norm, double highest);
    }

    public Combination {
        if (!(crowding >= 0 && crowding <= 10)) {
            throw new IllegalArgumentException("crowding must be in [0, 10], got " + crowding);
        }
    }
}
