package org.huale.dataset.file;

import java.util.ArrayList;
import java.util.List;
import org.huale.problem.Problem;

/** Collects what a reader notices, in reading order, and counts the boxes it had to mend. Not safe for many threads. */
public final class Findings {
    private final List<Problem> problems = new ArrayList<>();
    private final double tolerance;
    private int clipped;
    private int dropped;

    public Findings() {
        this(0);
    }

    /** @param tolerance how many pixels a box may reach outside its image without being a finding */
    public Findings(double tolerance) {
        this.tolerance = tolerance;
    }

    public double tolerance() {
        return tolerance;
    }

    public void note(String where, String what) {
        problems.add(Problem.note(where, what));
    }

    public void mended(String where, String what) {
        problems.add(Problem.mended(where, what));
    }

    public void unusable(String where, String what) {
        problems.add(Problem.unusable(where, what));
    }

    public void clipped(String where, String what) {
        clipped++;
        mended(where, what + "; clipped");
    }

    /** A box that has no extent in its image: left out, and the user has to look. */
    public void dropped(String where, String what) {
        refused(where, what);
    }

    /** An annotation that says nothing usable: left out, and the user has to look. */
    public void refused(String where, String what) {
        dropped++;
        unusable(where, what + "; dropped");
    }

    /** An annotation file that cannot be read: what it says is lost, however much that is. */
    public void unreadable(String where, String what) {
        dropped++;
        unusable(where, what + "; its annotations are lost");
    }

    public void add(Findings later) {
        problems.addAll(later.problems);
        clipped += later.clipped;
        dropped += later.dropped;
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    public BoxCounts counts() {
        return new BoxCounts(clipped, dropped);
    }
}
