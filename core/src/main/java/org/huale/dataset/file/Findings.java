package org.huale.dataset.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.dataset.box.BoxEvidence;
import org.huale.dataset.box.BoxForm;
import org.huale.dataset.option.ClassDoubt;
import org.huale.geometry.ImageSize;
import org.huale.problem.Problem;

/** Collects what a reader notices, in reading order, and counts the boxes it had to mend. Not safe for many threads. */
public final class Findings {
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> trimmed = new ArrayList<>();
    private final double tolerance;
    private final BoxForm stated;
    private final Optional<BoxForm> asked;
    private final BoxEvidence evidence;
    private final Map<String, Integer> counted = new TreeMap<>();
    private int clipped;
    private int dropped;
    private int turned;
    private Optional<ClassDoubt> classes = Optional.empty();

    public Findings() {
        this(0);
    }

    /**
     * For work of people who are at hand: a box that reaches a little outside its image is no problem that they have to mend.
     *
     * @param tolerance how many pixels a box may reach outside its image without a word
     */
    public Findings(double tolerance) {
        this(tolerance, BoxForm.XYXY, Optional.empty());
    }

    /**
     * @param stated the form in which the format states its boxes
     * @param asked the form in which they are to be read instead
     */
    public Findings(BoxForm stated, Optional<BoxForm> asked) {
        this(0, stated, asked);
    }

    private Findings(double tolerance, BoxForm stated, Optional<BoxForm> asked) {
        this.tolerance = tolerance;
        this.stated = stated;
        this.asked = asked;
        this.evidence = new BoxEvidence(asked.orElse(stated));
    }

    /** Empty ones for a part of the same data set. */
    public Findings forPart() {
        return new Findings(tolerance, stated, asked);
    }

    /** Whether boxes are read in the form that a format states them in, as nobody asked for another. */
    public boolean reads(BoxForm own) {
        return asked.orElse(own).equals(own);
    }

    /** The form in which boxes are read. */
    BoxForm boxForm() {
        return asked.orElse(stated);
    }

    /** Counts a box among those that tell whether the form is right, and gives its corners by the form that was asked for. */
    RawBox meant(RawBox box, ImageSize size) {
        double[] corners = {box.x1(), box.y1(), box.x2(), box.y2()};
        double[] numbers = stated.numbers(corners, size);
        evidence.add(numbers, size);
        if (boxForm().equals(stated)) {
            return box;
        }
        double[] read = boxForm().corners(numbers, size);
        return new RawBox(read[0], read[1], read[2], read[3]);
    }

    /** An image that EXIF turns, where nothing tells whether its boxes are turned, too. */
    void turned() {
        turned++;
    }

    /** What the class numbers of all annotations together say of the way they are counted. */
    public void classes(Optional<ClassDoubt> doubt) {
        classes = doubt;
    }

    public double tolerance() {
        return tolerance;
    }

    public void note(String where, String what) {
        problems.add(Problem.note(where, what));
    }

    /** Counts what occurs so often that one note for all is enough; see {@link #noteCounted}. */
    public void count(String what) {
        counted.merge(what, 1, Integer::sum);
    }

    /** Notes what was counted, {@code 12 rows with commas}. */
    public void noteCounted(String where) {
        counted.forEach((what, count) -> note(where, count + " " + what));
        counted.clear();
    }

    public void mended(String where, String what) {
        problems.add(Problem.mended(where, what));
    }

    public void unusable(String where, String what) {
        problems.add(Problem.unusable(where, what));
    }

    /** Whether a name may be an image's; where it has a line break or the like it is noted, as lists have one name a line. */
    public boolean isListable(String where, String name) {
        if (RelativePath.hasControl(name)) {
            unusable(where, "has a control character in its name, such as a line break; left out, rename it");
            return false;
        }
        return true;
    }

    /** @param far whether it reaches so far outside that it may be wrong altogether */
    public void clipped(String where, String what, boolean far) {
        clipped++;
        if (tolerance > 0 && !far) {
            trimmed.add(Problem.mended(where, what + "; clipped"));
        } else {
            mended(where, what + "; clipped");
        }
    }

    /** Boxes of people's work that were cut at the border, and are no problem. */
    public List<Problem> trimmed() {
        return List.copyOf(trimmed);
    }

    /** An annotation that says nothing usable, such as a box without extent: left out, and the user has to look. */
    public void refused(String where, String what) {
        dropped++;
        unusable(where, what + "; dropped");
    }

    /** An object that is stated once more: both are kept, as nobody can tell whether two were meant. */
    public void repeated(String where) {
        note(where, "the same object occurs before; both kept");
    }

    /** An annotation file that cannot be read: what it says is lost, however much that is. */
    public void unreadable(String where, String what) {
        dropped++;
        unusable(where, what + "; its annotations are lost");
    }

    public void add(Findings later) {
        problems.addAll(later.problems);
        trimmed.addAll(later.trimmed);
        evidence.add(later.evidence);
        later.counted.forEach((what, count) -> counted.merge(what, count, Integer::sum));
        clipped += later.clipped;
        dropped += later.dropped;
        turned += later.turned;
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    public BoxCounts counts() {
        return new BoxCounts(clipped, dropped, new BoxCounts.Geometry(asked, evidence.doubt(), turned, classes));
    }
}
