package org.huale.acquire.calibration;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judged detections to learn from. */
final class Examples {
    private final List<double[]> rows = new ArrayList<>();
    private final List<Boolean> answers = new ArrayList<>();
    private int rights; // counted as they come, as it is asked for with every reason

    /**
     * What is known of a detection, by which its classifier goes: the confidence, and how many boxes it suppressed where that is
     * told.
     */
    static double[] row(float[] confidences, float @Nullable [] suppressed, int i) {
        return suppressed == null ? new double[] {confidences[i]} : new double[] {confidences[i], suppressed[i]};
    }

    void add(double[] row, boolean right) {
        rows.add(row);
        answers.add(right);
        rights += right ? 1 : 0;
    }

    void addAll(Examples others) {
        rows.addAll(others.rows);
        answers.addAll(others.answers);
        rights += others.rights;
    }

    int count(boolean right) {
        return right ? rights : answers.size() - rights;
    }

    /** Whether there are enough right ones and enough wrong ones. */
    boolean suffice(int least) {
        return count(true) >= least && count(false) >= least;
    }

    LogisticRegression fit(double ridge) {
        boolean[] yes = new boolean[answers.size()];
        for (int i = 0; i < yes.length; i++) {
            yes[i] = answers.get(i);
        }
        return LogisticRegression.fit(rows.toArray(double[][]::new), yes, ridge);
    }

    String words() {
        return count(true) + " right and " + count(false) + " wrong detections";
    }
}
