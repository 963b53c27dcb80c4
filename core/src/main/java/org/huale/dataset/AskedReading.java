package org.huale.dataset;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.huale.dataset.box.BoxForm;
import org.huale.dataset.option.ClassChoice;
import org.huale.dataset.option.ReadingOptions;
import org.huale.image.ImageException;
import org.huale.image.Orientation;
import org.huale.image.format.ImageHeader;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/** What a format read, made into what the options of its name ask for, whatever the format is. */
final class AskedReading {
    private final DatasetReading read;
    private final DatasetLocator locator;
    private final List<Problem> problems;

    private AskedReading(DatasetReading read, DatasetLocator locator) {
        this.read = read;
        this.locator = locator;
        this.problems = new ArrayList<>(read.problems());
    }

    /**
     * The reading as its name asks for it.
     *
     * @throws HualeException where the format cannot read so, an image is not there to be turned, or a class that is named is not
     */
    static DatasetReading of(DatasetReading read, DatasetLocator locator) {
        ReadingOptions options = locator.options();
        requireBoxes(options.boxes(), read, locator);
        DatasetReading turned =
                options.pixels() == ReadingOptions.Pixels.STORED ? new AskedReading(read, locator).turned() : read;
        DatasetReading chosen = options.classes().isAll() ? turned : chosen(turned, locator);
        return chosen.named(read.dataset().name() + options);
    }

    /** A format that reads no other form may be told its own, so that what it reads is believed. */
    private static void requireBoxes(Optional<BoxForm> asked, DatasetReading read, DatasetLocator locator) {
        boolean taken = read.boxes().geometry().asked().equals(asked);
        if (asked.isPresent() && !taken && !asked.get().equals(BoxForm.XYXY)) {
            throw new HualeException(locator + ": " + locator.format().title() + " states the form of its boxes itself;"
                    + " boxes=" + asked.get() + " cannot be given, only boxes=" + BoxForm.XYXY
                    + ", which says that they are meant as they are read");
        }
    }

    private DatasetReading turned() {
        List<ImageRecord> images =
                read.pool().images().stream().map(this::turned).toList();
        return read.with(new Dataset(read.pool().name(), read.pool().classes(), images), problems);
    }

    private ImageRecord turned(ImageRecord image) {
        if (!Files.isRegularFile(image.file())) { // and boxes that may have to be turned would count as they are
            throw new HualeException(
                    locator + ": pixels=stored needs the images, which say how they are turned; there is no file "
                            + image.file() + " of image " + image.id());
        }
        try {
            return turned(image, ImageHeader.read(image.file()));
        } catch (ImageException e) { // one damaged file of many must not hide what else there is to say
            problems.add(Problem.unusable("image " + image.id(), e.getMessage() + "; not turned"));
            return image;
        }
    }

    private ImageRecord turned(ImageRecord image, ImageHeader header) {
        Orientation turn = header.orientation();
        if (turn == Orientation.UPRIGHT) {
            return image;
        }
        if (!header.stored().equals(image.size())) {
            problems.add(Problem.unusable(
                    "image " + image.id(),
                    "its annotations are for " + image.size() + ", its stored pixels are " + header.stored()
                            + "; not turned, although pixels=stored was asked for"));
            return image;
        }
        List<Annotation> boxes = image.annotations().stream()
                .map(it -> new Annotation(
                        turn.turned(it.box(), image.size()), it.classIndex(), it.difficult(), it.crowd(), it.area()))
                .toList();
        return new ImageRecord(image.id(), image.file(), turn.turned(image.size()), boxes);
    }

    private static DatasetReading chosen(DatasetReading read, DatasetLocator locator) {
        ClassNames before = read.dataset().classes();
        ClassChoice.Mapping mapping = mapping(locator.options().classes(), before, locator);
        long[] boxes = new long[before.count()];
        read.dataset().images().forEach(image -> image.annotations().forEach(it -> boxes[it.classIndex()]++));
        List<Problem> notes = IntStream.range(0, before.count())
                .filter(k -> mapping.target()[k] < 0)
                .mapToObj(k -> Problem.note(
                        locator.toString(),
                        "class '" + before.name(k) + "' was left out with its " + boxes[k] + " boxes, as asked"))
                .toList();
        return read.with(new ClassNames(mapping.names()), mapping.target(), notes);
    }

    private static ClassChoice.Mapping mapping(ClassChoice choice, ClassNames classes, DatasetLocator locator) {
        try {
            return choice.of(classes.names());
        } catch (HualeException e) {
            throw new HualeException(locator + ": " + e.getMessage(), e);
        }
    }
}
