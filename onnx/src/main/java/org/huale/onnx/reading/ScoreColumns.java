package org.huale.onnx.reading;

import org.huale.onnx.options.OutputOptions.Scores;
import org.huale.onnx.options.OutputOptions.Scores.Activation;
import org.huale.onnx.options.OutputOptions.Scores.Background;
import org.huale.problem.HualeException;

/**
 * The scores of K classes in each row of a table.
 *
 * @param rows the table
 * @param first column of the scores
 * @param options what is to be done to them
 */
record ScoreColumns(Rows rows, int first, Scores options) {
    private static final float SLACK = 1e-3f;

    /** Classes without background. */
    int classes() {
        return columns() - (options.background() == Background.NONE ? 0 : 1);
    }

    private int columns() {
        return rows.width() - first;
    }

    /** Writes the K scores of a row, each in [0, 1]. */
    void write(int row, float[] scores) {
        int from = first + (options.background() == Background.FIRST ? 1 : 0);
        double[] softmax = options.activation() == Activation.SOFTMAX ? softmax(row) : new double[0];
        for (int k = 0; k < scores.length; k++) {
            scores[k] = switch (options.activation()) {
                case NONE -> finished(rows.at(row, from + k));
                case SIGMOID -> sigmoid(rows.at(row, from + k));
                case SOFTMAX -> (float) softmax[from - first + k];
            };
        }
    }

    /** Writes the distribution of a row, background first: its own where it has one, else that which its scores stand for. */
    void writeDistribution(int row, float[] to, int at) {
        float[] scores = new float[classes()];
        write(row, scores);
        if (options.background() == Background.NONE || options.activation() == Activation.SIGMOID) {
            ClassDistribution.ofIndependent(scores, to, at);
            return;
        }
        float rest = 1;
        for (int k = 0; k < scores.length; k++) {
            to[at + 1 + k] = scores[k];
            rest -= scores[k];
        }
        to[at] = Math.max(0, rest);
    }

    private double[] softmax(int row) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < columns(); i++) {
            most = Math.max(most, rows.at(row, first + i));
        }
        if (most == Double.POSITIVE_INFINITY) {
            throw new HualeException(
                    "the network gave Infinity in row " + row + " of its scores, of which softmax makes"
                            + " no shares; numbers of 16 bits end at 65504, so export it with 32 bits");
        }
        double[] shares = new double[columns()];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Math.exp(rows.at(row, first + i) - most);
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    private static float sigmoid(float logit) {
        return (float) (1 / (1 + Math.exp(-logit)));
    }

    /** @throws HualeException where it is no share, as logits are not */
    static float finished(float score) {
        if (!(score >= -SLACK && score <= 1 + SLACK)) {
            throw new HualeException("the network gave a score of " + score
                    + ", and from 0 to 1 is allowed; outputs.scores.activation says what is still to be done to scores,"
                    + " and outputs.form what the outputs are");
        }
        return Math.max(0, Math.min(1, score));
    }
}
