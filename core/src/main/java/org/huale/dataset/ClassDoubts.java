package org.huale.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.option.ClassDoubt;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/** What users are told of class numbers that may be counted otherwise than they are read, and where the reading stops. */
final class ClassDoubts {
    private ClassDoubts() {}

    /** @throws HualeException where it was said how a format counts that states names, or counts otherwise */
    static void requireNumbers(DatasetLocator locator) {
        if (locator.options().firstClass().isPresent() && !locator.format().numbersClasses()) {
            throw new HualeException(locator + ": " + locator.format().title()
                    + " names classes or states their numbers;" + " firstClass= cannot be given");
        }
    }

    /** The reading with the doubt before its other problems. */
    static DatasetReading told(DatasetReading reading, DatasetLocator locator) {
        Optional<ClassDoubt> doubt = reading.boxes().geometry().classes();
        if (doubt.isEmpty()) {
            return reading;
        }
        String what = words(doubt.get(), locator);
        List<Problem> problems = new ArrayList<>(reading.problems());
        problems.add(
                0,
                doubt.get().sure()
                        ? Problem.unusable(locator.toString(), what)
                        : Problem.note(locator.toString(), what));
        return reading.with(reading.pool(), problems);
    }

    /** @throws HualeException where the numbers cannot have been counted as they were read */
    static DatasetReading refused(DatasetReading reading, DatasetLocator locator) {
        reading.boxes().geometry().classes().filter(ClassDoubt::sure).ifPresent(doubt -> {
            throw new HualeException(locator + ": " + words(doubt, locator));
        });
        return reading;
    }

    private static String words(ClassDoubt doubt, DatasetLocator locator) {
        if (!doubt.fromOne()) {
            return doubt.what();
        }
        return doubt.what() + (doubt.sure() ? "; if" : "; read as counted from 0; if")
                + " they are counted from 1, say so behind the name, as in '"
                + BoxDoubts.with(locator, "firstClass=1") + "'"
                + (doubt.sure() ? "" : ", and firstClass=0 if this is right");
    }
}
