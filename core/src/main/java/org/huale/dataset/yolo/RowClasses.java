package org.huale.dataset.yolo;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.huale.dataset.ClassNames;
import org.huale.dataset.option.ClassDoubt;
import org.huale.problem.HualeException;

/**
 * What the class numbers of all rows mean. YOLO counts classes from 0; whether a data set can have meant that is seen from all rows
 * together, as a count from 1 looks like the next class in each of them. Safe for many threads.
 */
final class RowClasses {
    private static final double FEW = 0.1; // as with boxes, more is no slip

    private final ClassNames classes;
    private final OptionalInt asked;
    private final AtomicIntegerArray rows; // by number; the last place is of all that are larger
    private final AtomicLong largest = new AtomicLong();

    /** @param asked number of the first class, where somebody said so */
    RowClasses(ClassNames classes, OptionalInt asked) {
        this.classes = classes;
        this.asked = asked;
        this.rows = new AtomicIntegerArray(classes.count() + 2);
    }

    /** The place of a row's class among the names. @throws HualeException where it has none */
    int index(String text) {
        double number = YoloRow.number(text, "class");
        int first = asked.orElse(0);
        boolean whole = number == Math.rint(number) && number >= 0;
        if (whole) {
            rows.incrementAndGet((int) Math.min(number, rows.length() - 1));
            largest.accumulateAndGet((long) number, Math::max);
        }
        if (!whole || number < first || number >= first + classes.count()) {
            throw new HualeException("class must be a whole number from " + first + " to "
                    + (first + classes.count() - 1) + ", got '" + YoloRow.shortened(text) + "'");
        }
        return (int) number - first;
    }

    /** What speaks against the count from 0; empty where nothing does, or somebody said how to count. */
    Optional<ClassDoubt> doubt() {
        int all = between(0, rows.length());
        int beyond = between(classes.count(), rows.length());
        if (asked.isPresent() || all == 0) {
            return Optional.empty();
        }
        if (rows.get(0) == 0 && largest.get() <= classes.count()) {
            return beyond > 0 || (all > 1 && classes.count() > 1)
                    ? Optional.of(new ClassDoubt(beyond > 0, noneIsZero(all), true))
                    : Optional.empty();
        }
        boolean sure = 2 * beyond >= all || (beyond > 2 && beyond >= FEW * all);
        return beyond < 2 ? Optional.empty() : Optional.of(new ClassDoubt(sure, tooLarge(beyond, all), false));
    }

    private int between(int from, int to) {
        return IntStream.range(from, to).map(rows::get).sum();
    }

    private String noneIsZero(int all) {
        int smallest = IntStream.range(0, rows.length())
                .filter(number -> rows.get(number) > 0)
                .findFirst()
                .getAsInt();
        return "none of " + all + (all == 1 ? " row" : " rows") + " has class 0, '" + classes.name(0)
                + "'; their numbers go from " + smallest + " to " + largest.get() + ", those of the " + classes.count()
                + (classes.count() == 1 ? " name" : " names") + " from 0 to " + (classes.count() - 1);
    }

    private String tooLarge(int beyond, int all) {
        return beyond + " of " + all + " rows have class numbers above " + (classes.count() - 1)
                + ", that of the last name, up to " + largest.get() + ", and " + rows.get(0)
                + " have 0; names are missing, or the labels belong to another list of names";
    }
}
