package org.huale.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.huale.dataset.box.BoxEvidence;
import org.huale.dataset.box.BoxForm;
import org.huale.dataset.box.Doubt;
import org.huale.dataset.file.BoxCounts;
import org.huale.dataset.option.ReadingOptions;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/** What users are told of data whose boxes can hardly have been meant as they are read, and where the reading stops. */
public final class BoxDoubts {
    private BoxDoubts() {}

    /** The reading with what its boxes as a whole are suspected of, before its other problems. */
    static DatasetReading told(DatasetReading reading, DatasetLocator locator) {
        List<Problem> problems = new ArrayList<>();
        BoxCounts.Geometry geometry = reading.boxes().geometry();
        geometry.doubt().ifPresent(doubt -> problems.add(problem(doubt, locator)));
        boolean stored = locator.options().pixels() == ReadingOptions.Pixels.STORED;
        boolean annotated = reading.dataset().images().stream()
                .anyMatch(image -> !image.annotations().isEmpty());
        if (annotated && !stored && geometry.turned() > 0) {
            problems.add(Problem.note(locator.toString(), turned(geometry.turned(), locator)));
        }
        problems.addAll(reading.problems());
        return reading.with(reading.pool(), problems);
    }

    /** @throws HualeException where the boxes cannot have been meant as they were read, unless somebody said that they are */
    static DatasetReading refused(DatasetReading reading, DatasetLocator locator) {
        reading.boxes()
                .geometry()
                .doubt()
                .filter(doubt -> isRefused(doubt, locator))
                .ifPresent(doubt -> {
                    throw new HualeException(locator + ": " + words(doubt, locator));
                });
        return reading;
    }

    /**
     * @param evidence of all boxes of a data set that is read without changes
     * @throws HualeException where they cannot have been meant so
     */
    public static void requireMeant(BoxEvidence evidence, DatasetLocator locator) {
        evidence.doubt().filter(doubt -> isRefused(doubt, locator)).ifPresent(doubt -> {
            throw new HualeException(locator + ": " + words(doubt, locator));
        });
    }

    private static boolean isRefused(Doubt doubt, DatasetLocator locator) {
        return doubt.sure() && locator.options().boxes().isEmpty();
    }

    private static Problem problem(Doubt doubt, DatasetLocator locator) {
        String what = words(doubt, locator);
        return isRefused(doubt, locator)
                ? Problem.unusable(locator.toString(), what)
                : Problem.note(locator.toString(), what);
    }

    private static String words(Doubt doubt, DatasetLocator locator) {
        if (locator.options().boxes().isPresent()) {
            return doubt.what() + "; read so all the same, as asked";
        }
        if (!locator.format().takesBoxForms()) {
            return doubt.what() + "; the format states their form itself; where they are meant so all the same, say it"
                    + " behind the name, as in '" + with(locator, "boxes=" + BoxForm.XYXY) + "'";
        }
        if (doubt.likely().isEmpty()) {
            return doubt.what()
                    + "; where they are meant so all the same, an option boxes=FORM behind the name says it";
        }
        String options = doubt.likely().stream().map(form -> "boxes=" + form).collect(Collectors.joining(" or "));
        return doubt.what() + "; say how they are meant behind the name: " + options + ", as in '"
                + with(locator, "boxes=" + doubt.likely().get(0)) + "'";
    }

    /** The name with a further option. */
    static String with(DatasetLocator locator, String option) {
        return locator + (locator.options().isNone() ? "?" : "&") + option;
    }

    private static String turned(int count, DatasetLocator locator) {
        return count + (count == 1 ? " image is" : " images are")
                + " turned by EXIF, and no size in the annotations tells whether the boxes were drawn on the image as it is"
                + " seen or on the pixels as stored; taken for the image as it is seen, otherwise name '"
                + with(locator, "pixels=stored") + "'";
    }
}
