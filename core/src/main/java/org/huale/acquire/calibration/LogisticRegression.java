package org.huale.acquire.calibration;

import java.util.Arrays;

/**
 * The probability of a yes by some numbers x: {@code 1 / (1 + exp(-(b_0 + sum_k b_k z_k)))}, where z are the numbers less
 * their mean, divided by their standard deviation over the examples. Makes small the sum over examples of the negative log
 * likelihood plus {@code ridge / 2 sum_k b_k^2}, b_0 left out, which has one minimum where there is a yes and a no among the
 * examples; it is scikit-learn's with C = 1 / ridge on standardised inputs. By Newton's method with steps halved while they
 * make things worse: the same examples give the same bits.
 */
final class LogisticRegression {
    private static final int MOST_STEPS = 100;
    private static final int MOST_HALVINGS = 40;
    private static final double SETTLED = 1e-12; // change of a coefficient

    private final double[] means;
    private final double[] deviations;
    private final double ridge;
    private double[] coefficients;

    private LogisticRegression(double[] means, double[] deviations, double ridge) {
        this.means = means;
        this.deviations = deviations;
        this.ridge = ridge;
        this.coefficients = new double[means.length + 1];
    }

    /**
     * @param rows the numbers of each example, all of one length
     * @param yes the answer of each, both answers among them
     * @param ridge above 0
     */
    static LogisticRegression fit(double[][] rows, boolean[] yes, double ridge) {
        double[] means = means(rows);
        LogisticRegression fitted = new LogisticRegression(means, deviations(rows, means), ridge);
        fitted.descend(Arrays.stream(rows).map(fitted::inputs).toArray(double[][]::new), yes);
        return fitted;
    }

    /** In (0, 1) but for rounding. */
    double probability(double... numbers) {
        return sigmoid(logit(inputs(numbers), coefficients));
    }

    /** b_0, then one for each standardised number. */
    double[] coefficients() {
        return coefficients.clone();
    }

    private void descend(double[][] inputs, boolean[] yes) {
        double loss = loss(inputs, yes, coefficients);
        for (int i = 0; i < MOST_STEPS; i++) {
            double[] step = new NewtonStep(inputs, yes).solved();
            double[] next = plus(coefficients, step, 1);
            for (int half = 1; half <= MOST_HALVINGS && loss(inputs, yes, next) > loss; half++) {
                next = plus(coefficients, step, Math.scalb(1.0, -half));
            }
            double reached = loss(inputs, yes, next);
            if (reached > loss) {
                return; // no step helps any more: rounding
            }
            coefficients = next;
            loss = reached;
            if (Arrays.stream(step).allMatch(it -> Math.abs(it) < SETTLED)) {
                return;
            }
        }
    }

    private double loss(double[][] inputs, boolean[] yes, double[] b) {
        double loss = 0;
        for (int i = 0; i < inputs.length; i++) {
            double logit = logit(inputs[i], b);
            double margin = yes[i] ? logit : -logit;
            loss += Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(-margin, 0);
        }
        for (int k = 1; k < b.length; k++) {
            loss += ridge / 2 * b[k] * b[k];
        }
        return loss;
    }

    /** A one for b_0, then the standardised numbers. */
    private double[] inputs(double[] numbers) {
        double[] inputs = new double[numbers.length + 1];
        inputs[0] = 1;
        for (int k = 0; k < numbers.length; k++) {
            inputs[k + 1] = (numbers[k] - means[k]) / deviations[k];
        }
        return inputs;
    }

    private static double logit(double[] inputs, double[] b) {
        double logit = 0;
        for (int k = 0; k < b.length; k++) {
            logit += b[k] * inputs[k];
        }
        return logit;
    }

    private static double sigmoid(double logit) {
        return logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit));
    }

    private static double[] plus(double[] b, double[] step, double times) {
        double[] sum = new double[b.length];
        Arrays.setAll(sum, k -> b[k] + times * step[k]);
        return sum;
    }

    private static double[] means(double[][] rows) {
        double[] means = new double[rows[0].length];
        for (double[] row : rows) {
            for (int k = 0; k < means.length; k++) {
                means[k] += row[k] / rows.length;
            }
        }
        return means;
    }

    /** 1 where all numbers are equal, so that it makes no difference. */
    private static double[] deviations(double[][] rows, double[] means) {
        double[] deviations = new double[means.length];
        for (int k = 0; k < means.length; k++) {
            double sum = 0;
            for (double[] row : rows) {
                sum += (row[k] - means[k]) * (row[k] - means[k]);
            }
            double deviation = Math.sqrt(sum / rows.length);
            deviations[k] = deviation > 1e-9 * Math.max(1, Math.abs(means[k])) ? deviation : 1;
        }
        return deviations;
    }

    /** The linear system of one step: Hessian, and the gradient downwards. */
    private final class NewtonStep {
        private final double[][] hessian;
        private final double[] downwards;

        NewtonStep(double[][] inputs, boolean[] yes) {
            int n = coefficients.length;
            hessian = new double[n][n];
            downwards = new double[n];
            for (int k = 1; k < n; k++) {
                hessian[k][k] = ridge;
                downwards[k] = -ridge * coefficients[k];
            }
            hessian[0][0] = 1e-12; // where all examples are certain to rounding
            for (int i = 0; i < inputs.length; i++) {
                add(inputs[i], yes[i]);
            }
        }

        private void add(double[] z, boolean yes) {
            double p = sigmoid(logit(z, coefficients));
            for (int k = 0; k < z.length; k++) {
                downwards[k] += ((yes ? 1 : 0) - p) * z[k];
                for (int l = 0; l < z.length; l++) {
                    hessian[k][l] += p * (1 - p) * z[k] * z[l];
                }
            }
        }

        /** By elimination; the Hessian is positive definite, so that no pivot is 0. */
        double[] solved() {
            int n = downwards.length;
            for (int k = 0; k < n; k++) {
                for (int row = k + 1; row < n; row++) {
                    eliminate(k, row);
                }
            }
            for (int k = n - 1; k >= 0; k--) {
                for (int l = k + 1; l < n; l++) {
                    downwards[k] -= hessian[k][l] * downwards[l];
                }
                downwards[k] /= hessian[k][k];
            }
            return downwards;
        }

        private void eliminate(int pivot, int row) {
            double factor = hessian[row][pivot] / hessian[pivot][pivot];
            for (int l = pivot; l < downwards.length; l++) {
                hessian[row][l] -= factor * hessian[pivot][l];
            }
            downwards[row] -= factor * downwards[pivot];
        }
    }
}
