package org.huale.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** Which class of a data set each class of a detector is, and what was found in the data set's classes. */
public final class ClassMapping {
    private static final int UNKNOWN = -1;

    private final ClassNames from;
    private final ClassNames to;
    private final boolean named;
    private final int[] target;

    private ClassMapping(PoolDetector detector, ClassNames to, IntUnaryOperator target) {
        this.from = detector.classes();
        this.to = to;
        this.named = detector.namesItsClasses();
        this.target = IntStream.range(0, from.count()).map(target).toArray();
        if (Arrays.stream(this.target).allMatch(i -> i == UNKNOWN)) {
            throw new HualeException("the detector tells apart " + from.names() + ", the data set has " + to.names()
                    + ": no class is in both");
        }
    }

    /**
     * By name, where the weights name their classes. Otherwise by number: as they stand, where both have equally many;
     * else as COCO's category ids, which torchvision's detectors give as labels, where the data set states such.
     *
     * @throws HualeException where no class of the detector is in the data set, or where it names none, has not as many, and the
     *     data set has no category ids
     */
    public static ClassMapping of(PoolDetector detector, ClassNames classes, CocoNumbering numbering) {
        if (detector.namesItsClasses() || detector.classes().count() == classes.count()) {
            return direct(detector, classes);
        }
        if (!numbering.isStated()) {
            throw new HualeException("the detector tells apart "
                    + detector.classes().count() + " classes and does not say their names, the data set has "
                    + classes.count() + ", " + classes.names() + ", and states no category ids (a COCO file does):"
                    + " nothing says which class is which");
        }
        return new ClassMapping(
                detector, classes, i -> numbering.classIndex(i + 1L).orElse(UNKNOWN));
    }

    /**
     * By name, where the weights name their classes; else as they stand.
     *
     * @param file of the detector, for messages
     * @throws HualeException where no class of the detector is in the data set, or where it names none and has not as many
     */
    public static ClassMapping of(PoolDetector detector, ClassNames classes, String file) {
        if (!detector.namesItsClasses() && detector.classes().count() != classes.count()) {
            throw new HualeException(
                    file + ": tells apart " + detector.classes().count()
                            + " classes and does not say their names, the data set has " + classes.count() + ", "
                            + classes.names() + "; name them in the file beside it that 'huale describe' writes");
        }
        try {
            return direct(detector, classes);
        } catch (HualeException e) {
            throw new HualeException(file + ": " + e.getMessage(), e);
        }
    }

    private static ClassMapping direct(PoolDetector detector, ClassNames classes) {
        ClassNames own = detector.classes();
        return new ClassMapping(
                detector,
                classes,
                detector.namesItsClasses() ? i -> classes.indexOf(own.name(i)).orElse(UNKNOWN) : i -> i);
    }

    /** The data set's classes. */
    ClassNames classes() {
        return to;
    }

    /** Whether nothing changes. */
    boolean isIdentity() {
        return from.equals(to);
    }

    /** What may not be as it was meant, for people: that numbers decide, and which classes only one of both has. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!named) {
            int first = IntStream.range(0, target.length)
                    .filter(i -> target[i] != UNKNOWN)
                    .findFirst()
                    .orElseThrow();
            notes.add("the detector does not name its classes, so that they count by number: its class " + (first + 1)
                    + " as " + to.name(target[first]));
        }
        words().ifPresent(notes::add);
        return notes;
    }

    /** Which classes only one of both has, for people; nothing where they have the same. */
    public Optional<String> words() {
        List<String> lacking = new ArrayList<>(to.names());
        List<String> odd = new ArrayList<>();
        for (int i = 0; i < target.length; i++) {
            if (target[i] == UNKNOWN) {
                odd.add(from.name(i));
            } else {
                lacking.remove(to.name(target[i]));
            }
        }
        if (lacking.isEmpty() && odd.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("the detector does not know " + lacking + " of the data set's classes; what it finds of "
                + odd + ", which the data set does not have, is left out");
    }

    /**
     * The detections of classes that the data set has, in its numbers. In class distributions what was given to other classes
     * is background.
     */
    public Detections apply(Detections found) {
        int[] kept = IntStream.range(0, found.count())
                .filter(i -> target[found.classes()[i]] != UNKNOWN)
                .toArray();
        Detections known = found.only(kept);
        return new Detections(
                known.boxes(),
                Arrays.stream(known.classes()).map(c -> target[c]).toArray(),
                known.confidences(),
                applied(known.evidence()));
    }

    private Detections.@Nullable Evidence applied(Detections.@Nullable Evidence told) {
        return told == null
                ? null
                : new Detections.Evidence(
                        distributions(told.probabilities()),
                        told.proposals(),
                        told.features(),
                        told.localizationVariances(),
                        told.suppressed());
    }

    private float[] distributions(float[] told) {
        int rows = told.length / (from.count() + 1);
        int width = to.count() + 1;
        float[] distributions = new float[rows * width];
        for (int row = 0; row < rows; row++) {
            int at = row * (from.count() + 1);
            distributions[row * width] = told[at];
            for (int i = 0; i < target.length; i++) {
                distributions[row * width + 1 + target[i]] +=
                        told[at + 1 + i]; // UNKNOWN is the place of the background
            }
        }
        return distributions;
    }
}
