package org.huale.dataset.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.file.IdNumbers;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/**
 * Decides which class each reference of a file means, by one {@link ClassReading} for the whole file. The data set's own
 * numbers come first; other ways of counting are taken where all references fit by exactly one of them. References to
 * classes that a COCO data set does not have are nothing, as for pycocotools, where the others are its numbers.
 */
public final class ClassIdentity {
    /** In place of a class that the data set does not have. */
    public static final int UNKNOWN = -1;

    private final ClassNames classes;
    private final CocoNumbering numbering;

    public ClassIdentity(ClassNames classes, CocoNumbering numbering) {
        this.classes = classes;
        this.numbering = numbering;
    }

    /**
     * The references of a file, resolved.
     *
     * @param reading by which
     * @param classes indices of the references, by their numbers; {@link #UNKNOWN} for those that are nothing
     * @param notes what people should know of the choice
     */
    public record Resolution(ClassReading reading, int[] classes, List<Problem> notes) {}

    /**
     * Resolves all references of a file.
     *
     * @param file for messages
     * @throws HualeException where no reading fits, or several fit that differ
     */
    public Resolution resolve(String file, References references) {
        int[] own = indices(ClassReading.NUMBERS, references);
        int unknown = count(own, UNKNOWN);
        if (unknown == 0) {
            requireNamesAgree(file, references, own);
            return new Resolution(ClassReading.NUMBERS, own, List.of());
        }
        if (references.all().stream().anyMatch(it -> it.anyNumber().isEmpty())) {
            return byName(file, references);
        }
        List<ClassReading> others = fitting(references);
        if (others.size() == 1) {
            return counted(file, others.get(0), references);
        }
        if (unknown < own.length && numbering.isStated() && !countsFromZero(references)) {
            return new Resolution(ClassReading.NUMBERS, own, List.of());
        }
        throw refusal(references, own, others);
    }

    private List<ClassReading> fitting(References references) {
        return List.of(ClassReading.FROM_ONE, ClassReading.FROM_ZERO).stream()
                .filter(it -> count(indices(it, references), UNKNOWN) == 0)
                .toList();
    }

    /** A 0 that the data set does not state is a sign of numbers that are not its own. */
    private boolean countsFromZero(References references) {
        return numbering.classIndex(0).isEmpty()
                && references.all().stream().anyMatch(it -> it.anyNumber().getAsLong() == 0);
    }

    private Resolution counted(String file, ClassReading reading, References references) {
        Reference first = references.all().get(0);
        int[] indices = indices(reading, references);
        return new Resolution(
                reading,
                indices,
                List.of(Problem.note(
                        file,
                        "category_id is read " + reading.words() + ", in all " + references.entries() + " entries: "
                                + first + " is '" + classes.name(indices[0]) + "'; the data set's own numbers are "
                                + numbers())));
    }

    private int[] indices(ClassReading reading, References references) {
        return references.all().stream().mapToInt(it -> index(reading, it)).toArray();
    }

    private int index(ClassReading reading, Reference reference) {
        return switch (reading) {
            case NAMES -> classes.indexOf(reference.text()).orElse(UNKNOWN);
            case NUMBERS -> numbering.classIndex(IdNumbers.of(reference.text())).orElse(UNKNOWN);
            case FROM_ZERO -> within(reference.anyNumber(), 0);
            case FROM_ONE -> within(reference.anyNumber(), 1);
        };
    }

    private int within(OptionalLong number, int first) {
        long index = number.orElse(UNKNOWN) - first;
        return index >= 0 && index < classes.count() ? (int) index : UNKNOWN;
    }

    private static int count(int[] indices, int wanted) {
        return (int) IntStream.of(indices).filter(i -> i == wanted).count();
    }

    private Resolution byName(String file, References references) {
        int[] named = indices(ClassReading.NAMES, references);
        OptionalInt number = IntStream.range(0, named.length)
                .filter(i -> references.all().get(i).number().isPresent())
                .findFirst();
        if (number.isPresent() || count(named, UNKNOWN) == named.length) {
            int odd = number.orElse(0);
            throw new HualeException(references.place(odd) + ": category_id "
                    + references.all().get(odd)
                    + (number.isPresent() ? " is a number, others are names" : " is none of the data set's classes")
                    + "; the data set's classes are " + classes.names());
        }
        return new Resolution(
                ClassReading.NAMES,
                named,
                List.of(Problem.note(
                        file, "category_id is read by name, in all " + references.entries() + " entries")));
    }

    /** A class may be called "3". */
    private void requireNamesAgree(String file, References references, int[] own) {
        for (int i = 0; i < own.length; i++) {
            Reference reference = references.all().get(i);
            int named = index(ClassReading.NAMES, reference);
            if (reference.number().isEmpty() && named != UNKNOWN && named != own[i]) {
                throw new HualeException(references.place(i) + ": category_id " + reference + " can be read "
                        + ClassReading.NUMBERS.words() + ", where it is '" + classes.name(own[i]) + "', and "
                        + ClassReading.NAMES.words() + ", where it is another class; write numbers without quotes ("
                        + file + ")");
            }
        }
    }

    private HualeException refusal(References references, int[] own, List<ClassReading> others) {
        int lost = 0;
        while (own[lost] != UNKNOWN) {
            lost++;
        }
        String counted = others.isEmpty()
                ? ", and counted from 1 or from 0 they are not all classes either"
                : "; it can be read " + others.get(0).words() + " and "
                        + others.get(1).words() + ", which differ";
        return new HualeException(references.place(lost) + ": category_id "
                + references.all().get(lost) + " is none of the data set's " + classes.count() + " classes; of "
                + own.length + " different numbers in the file, " + (own.length - count(own, UNKNOWN))
                + " are by the data set's numbers, " + numbers() + counted);
    }

    private String numbers() {
        List<String> shown = new ArrayList<>();
        for (int k = 0; k < Math.min(classes.count(), 4); k++) {
            shown.add(numbering.category(k) + " '" + classes.name(k) + "'");
        }
        return String.join(", ", shown) + (classes.count() > 4 ? ", ..." : "");
    }
}
