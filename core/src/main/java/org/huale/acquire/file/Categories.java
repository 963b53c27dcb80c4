package org.huale.acquire.file;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.coco.CocoEntry;
import org.huale.dataset.identity.ClassIdentity;
import org.huale.dataset.identity.ClassReading;
import org.huale.dataset.identity.References;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/** The classes that a file's category ids stand for: those of the pool, or where it has none, 1 to K or 0 to K - 1. */
final class Categories {
    /** Of a pool without class names. */
    static final int MOST = 10_000;

    private final ClassNames names;
    private final CocoNumbering numbering;

    private final Optional<ClassReading> asked;

    /** @param asked how category ids are read, where somebody said so */
    Categories(ClassNames names, CocoNumbering numbering, Optional<ClassReading> asked) {
        this.names = names;
        this.numbering = numbering;
        this.asked = asked;
    }

    /**
     * What the references of a file are.
     *
     * @param names of all classes
     * @param indices by reference; {@link ClassIdentity#UNKNOWN} where the pool has no such class
     */
    record Resolved(ClassNames names, int[] indices, List<Problem> notes) {}

    /** Refuses a number of class probabilities that is not K + 1. */
    void requireFits(int probabilities, CocoEntry entry) {
        if (named() && probabilities > 0 && probabilities != names.count() + 1) {
            throw entry.fault("probabilities has " + probabilities + " numbers, must have " + (names.count() + 1)
                    + ": background, then the classes " + names.names());
        }
        if (!named() && probabilities == 1) {
            throw entry.fault("probabilities has 1 number, must have at least 2: background, then each class");
        }
    }

    /** @param probabilities for a detection, background included; 0 where the file has none */
    Resolved resolve(String file, References references, int probabilities) {
        if (!named()) {
            return numbered(file, references, probabilities);
        }
        ClassIdentity.Resolution resolution =
                new ClassIdentity(names, numbering).asked(asked).resolve(file, references);
        return new Resolved(names, resolution.classes(), resolution.notes());
    }

    /** Where the pool names no classes there are as many as there are probabilities for, else as the highest category says. */
    private Resolved numbered(String file, References references, int probabilities) {
        int most = probabilities > 0 ? probabilities - 1 : MOST;
        boolean fromZero = asked.map(ClassReading.FROM_ZERO::equals)
                .orElseGet(
                        () -> references.all().stream().anyMatch(it -> it.text().equals("0")));
        int first = fromZero ? 0 : 1;
        int[] indices = IntStream.range(0, references.all().size())
                .map(slot -> index(references, slot, first, most))
                .toArray();
        int count = probabilities > 0
                ? most
                : IntStream.of(indices).map(i -> i + 1).max().orElse(0);
        List<String> numbers = IntStream.range(first, first + count)
                .mapToObj(i -> "class " + i)
                .toList();
        return new Resolved(new ClassNames(numbers), indices, notes(file, fromZero && asked.isEmpty()));
    }

    private static int index(References references, int slot, int first, int most) {
        OptionalLong number = references.all().get(slot).anyNumber();
        if (number.isEmpty() || number.getAsLong() < first || number.getAsLong() >= first + most) {
            throw new HualeException(references.place(slot) + ": category_id must be in [" + first + ", "
                    + (first + most - 1) + "] for a pool without classes, is "
                    + references.all().get(slot));
        }
        return (int) number.getAsLong() - first;
    }

    private static List<Problem> notes(String file, boolean fromZero) {
        return fromZero
                ? List.of(Problem.note(
                        file,
                        "category_id is read " + ClassReading.FROM_ZERO.words() + ", as 0 occurs and the pool has no"
                                + " classes"))
                : List.of();
    }

    private boolean named() {
        return names.count() > 0;
    }
}
