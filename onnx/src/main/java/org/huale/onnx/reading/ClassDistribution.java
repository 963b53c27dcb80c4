package org.huale.onnx.reading;

/**
 * The distribution over K classes and none of them that scores of single classes stand for.
 *
 * <p>A YOLO says for each class, without regard to the others, how likely a box shows it: {@code s_k}. Taken as K independent
 * coins of which at most one may fall on its head, the chances are
 *
 * <pre>p_k = o_k / (1 + sum o_j),   p_background = 1 / (1 + sum o_j),   o_k = s_k / (1 - s_k)</pre>
 *
 * which is the softmax over the logits of the classes and 0 for the background. One class alone keeps its score. Limits: two
 * classes of high scores share, so that {@code p_k} is below {@code s_k}; many small scores add up, so that the background is
 * likelier the fewer classes there are.
 */
final class ClassDistribution {
    /** Scores of 1 in single precision are logits of at least 16.6, which says no more than this. */
    private static final double MOST = 1 - 1.0 / (1 << 24);

    private ClassDistribution() {}

    /** Writes K + 1 shares, background first, which add up to 1. */
    static void ofIndependent(float[] scores, float[] to, int at) {
        double sum = 1;
        for (float score : scores) {
            sum += odds(score);
        }
        to[at] = (float) (1 / sum);
        for (int k = 0; k < scores.length; k++) {
            to[at + 1 + k] = (float) (odds(scores[k]) / sum);
        }
    }

    private static double odds(double score) {
        double bounded = Math.min(score, MOST);
        return bounded / (1 - bounded);
    }
}
