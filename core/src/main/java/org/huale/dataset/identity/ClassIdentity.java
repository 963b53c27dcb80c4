package org.huale.dataset.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
 * numbers come first, in YOLO files those counted from 0; other ways of counting are taken where all references fit by exactly one
 * of them, and told where they would fit as well. Whoever says how to read is believed. References to
 * classes that a COCO data set does not have are nothing, as for pycocotools, where the others are its numbers.
 */
public final class ClassIdentity {
    /** In place of a class that the data set does not have. */
    public static final int UNKNOWN = -1;

    private final ClassNames classes;
    private final CocoNumbering numbering;
    private final Habit habit;
    private final Optional<ClassReading> asked;

    /** How the files of a kind call classes. */
    private enum Habit {
        COCO("category_id", ClassReading.NUMBERS),
        YOLO("class", ClassReading.FROM_ZERO);

        private final String field;
        private final ClassReading first;

        Habit(String field, ClassReading first) {
            this.field = field;
            this.first = first;
        }
    }

    private ClassIdentity(ClassNames classes, CocoNumbering numbering, Habit habit, Optional<ClassReading> asked) {
        this.classes = classes;
        this.numbering = numbering;
        this.habit = habit;
        this.asked = asked;
    }

    /** For COCO result files and such. */
    public ClassIdentity(ClassNames classes, CocoNumbering numbering) {
        this(classes, numbering, Habit.COCO, Optional.empty());
    }

    /** For rows of YOLO files, whose numbers are counted from 0. */
    public static ClassIdentity ofYolo(ClassNames classes, CocoNumbering numbering) {
        return new ClassIdentity(classes, numbering, Habit.YOLO, Optional.empty());
    }

    /** The same, by the reading that somebody asked for. */
    public ClassIdentity asked(Optional<ClassReading> reading) {
        return new ClassIdentity(classes, numbering, habit, reading);
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
        if (asked.isPresent()) {
            return asFor(asked.get(), references);
        }
        int[] own = indices(habit.first, references);
        int unknown = count(own, UNKNOWN);
        if (unknown == 0) {
            requireNamesAgree(file, references, own);
            return new Resolution(habit.first, own, noteOther(file, references, own));
        }
        if (references.all().stream().anyMatch(it -> it.anyNumber().isEmpty())) {
            return byName(file, references);
        }
        List<ClassReading> others = fitting(references);
        if (others.size() == 1) {
            return counted(file, others.get(0), references);
        }
        boolean mayLack = habit.first == ClassReading.NUMBERS && numbering.isStated();
        if (unknown < own.length && mayLack && !countsFromZero(references)) {
            return new Resolution(ClassReading.NUMBERS, own, List.of());
        }
        throw refusal(references, own, others);
    }

    /** @throws HualeException where a reference is no class so, and is not just one that a COCO file or a list of names lacks */
    private Resolution asFor(ClassReading reading, References references) {
        int[] indices = indices(reading, references);
        boolean mayLack = reading == ClassReading.NAMES || (reading == ClassReading.NUMBERS && numbering.isStated());
        boolean lacks = mayLack ? count(indices, UNKNOWN) == indices.length : count(indices, UNKNOWN) > 0;
        if (lacks && indices.length > 0) {
            int lost = first(indices, UNKNOWN);
            throw new HualeException(references.place(lost) + ": " + habit.field + " "
                    + references.all().get(lost) + " is no class " + reading.words() + "; the data set's "
                    + classes.count() + " classes are " + numbers());
        }
        return new Resolution(reading, indices, List.of());
    }

    private List<ClassReading> fitting(References references) {
        return List.of(ClassReading.FROM_ONE, ClassReading.FROM_ZERO).stream()
                .filter(it -> it != habit.first)
                .filter(it -> count(indices(it, references), UNKNOWN) == 0)
                .toList();
    }

    /** Where all references fit by another count, too, some program may have meant that. */
    private List<Problem> noteOther(String file, References references, int[] own) {
        return fitting(references).stream()
                .filter(it -> !Arrays.equals(indices(it, references), own))
                .findFirst()
                .map(it -> Problem.note(file, bothWords(it, references, own)))
                .stream()
                .toList();
    }

    private String bothWords(ClassReading other, References references, int[] own) {
        int[] otherwise = indices(other, references);
        int at = IntStream.range(0, own.length)
                .filter(i -> own[i] != otherwise[i])
                .findFirst()
                .getAsInt();
        return habit.field + " is read " + habit.first.words() + ", in all " + references.entries() + " entries: "
                + references.all().get(at) + " is '" + classes.name(own[at]) + "'. All fit " + other.words()
                + ", too, where it would be '" + classes.name(otherwise[at]) + "': " + ClassReading.OPTION + " "
                + other.word() + " reads them so";
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
                        habit.field + " is read " + reading.words() + ", in all " + references.entries() + " entries: "
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

    private static int first(int[] indices, int wanted) {
        return IntStream.range(0, indices.length)
                .filter(i -> indices[i] == wanted)
                .findFirst()
                .getAsInt();
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
                        file, habit.field + " is read by name, in all " + references.entries() + " entries")));
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
        int lost = first(own, UNKNOWN);
        String counted = others.size() < 2
                ? ", and counted otherwise they are not all classes either"
                : "; it can be read " + others.get(0).words() + " and "
                        + others.get(1).words() + ", which differ: " + ClassReading.OPTION + " says which is meant";
        return new HualeException(references.place(lost) + ": " + habit.field + " "
                + references.all().get(lost) + " is none of the data set's " + classes.count() + " classes; of "
                + own.length + " different numbers in the file, " + (own.length - count(own, UNKNOWN))
                + " are " + habit.first.words() + ", " + numbers() + counted);
    }

    private String numbers() {
        List<String> shown = new ArrayList<>();
        for (int k = 0; k < Math.min(classes.count(), 4); k++) {
            shown.add((habit == Habit.YOLO ? k : numbering.category(k)) + " '" + classes.name(k) + "'");
        }
        return String.join(", ", shown) + (classes.count() > 4 ? ", ..." : "");
    }
}
