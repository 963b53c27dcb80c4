package org.huale.metric;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.metric.GroundTruthTable.Marks;
import org.huale.problem.HualeException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the true objects of a COCO annotation file as they stand there, for evaluation against the letter of the file: a
 * box that reaches outside its image is not clipped, one without extent stays an object that nothing finds, and no image
 * needs to exist. Reading a data set to train on is the business of {@code org.huale.dataset}.
 */
public final class CocoTruthReader {
    private static final int NUMBERS = 6;
    private static final int CROWD = 1;
    private static final int DIFFICULT = 2;

    private final Path file;
    private final List<ImageId> imageIds = new ArrayList<>();
    private final LongColumn imageNumbers = new LongColumn();
    private final Map<Long, String> classNames = new TreeMap<>();
    private final LongColumn objectImages = new LongColumn();
    private final LongColumn objectCategories = new LongColumn();
    private final DoubleColumn numbers = new DoubleColumn(); // x, y, width, height, area, marks of each object

    private CocoTruthReader(Path file) {
        this.file = file;
    }

    /**
     * Images and classes are ordered by their numbers.
     *
     * @throws HualeException where the file is not of this form; the message names the entry
     */
    public static NumberedTruth read(Path file) {
        CocoTruthReader reader = new CocoTruthReader(file);
        JsonStream.of(file).read(reader::readSections);
        return reader.resolved();
    }

    private void readSections(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new HualeException(
                    file + ": not a COCO annotation file, which is an object with images, annotations and categories");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String section = json.currentName();
            json.nextToken();
            switch (section) {
                case "images" -> forEach(json, section, this::readImage);
                case "categories" -> forEach(json, section, this::readCategory);
                case "annotations" -> readAnnotations(json);
                default -> json.skipChildren();
            }
        }
    }

    private interface EntryReader {
        void read(JsonParser json, String place);
    }

    private void forEach(JsonParser json, String section, EntryReader reader) {
        requireList(json, section);
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            reader.read(json, file + ": " + section + "[" + i + "]");
        }
    }

    private void requireList(JsonParser json, String section) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new HualeException(file + ": " + section + " must be a list");
        }
    }

    private void readImage(JsonParser json, String place) {
        NamedId image = NamedId.read(json, "file_name", place);
        imageNumbers.add(image.id());
        imageIds.add(new ImageId(image.name().isBlank() ? Long.toString(image.id()) : relative(image.name())));
    }

    /** As the reader of data sets names images, so that detections of either fit. */
    private static String relative(String fileName) {
        String slashed = fileName.replace('\\', '/');
        return slashed.startsWith("./") ? slashed.substring(2) : slashed;
    }

    private void readCategory(JsonParser json, String place) {
        NamedId category = NamedId.read(json, "name", place);
        String before = classNames.put(category.id(), category.name());
        if (before != null && !before.equals(category.name())) {
            throw new HualeException(place + ": category id " + category.id() + " is both '" + before + "' and '"
                    + category.name() + "'");
        }
    }

    private void readAnnotations(JsonParser json) {
        requireList(json, "annotations");
        CocoEntry entry = new CocoEntry(file + ": annotations");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            entry.read(json);
            objectImages.add(entry.image());
            objectCategories.add(entry.category());
            Arrays.stream(entry.xywh()).forEach(numbers::add);
            numbers.add(entry.area());
            numbers.add((entry.isCrowd() ? CROWD : 0) + (entry.isDifficult() ? DIFFICULT : 0));
        }
    }

    private NumberedTruth resolved() {
        long[] categories =
                classNames.keySet().stream().mapToLong(Long::longValue).toArray();
        long[] sortedNumbers = imageNumbers.toArray();
        Arrays.sort(sortedNumbers);
        requireDifferent(sortedNumbers);
        GroundTruthTable table = new GroundTruthTable(new ClassNames(differentNames()), imagesByNumber());
        NumberedTruth truth = new NumberedTruth(table, sortedNumbers, categories);
        for (int i = 0; i < objectImages.size(); i++) {
            addObject(truth, i);
        }
        return truth;
    }

    /** Two categories may bear one name; then their numbers tell them apart. */
    private List<String> differentNames() {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        classNames.forEach((id, name) -> names.add(taken.add(name) ? name : name + " (id " + id + ")"));
        return names;
    }

    private void requireDifferent(long[] sorted) {
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw new HualeException(file + ": image id " + sorted[i] + " occurs twice");
            }
        }
    }

    private List<ImageId> imagesByNumber() {
        return IntStream.range(0, imageIds.size())
                .boxed()
                .sorted(Comparator.comparingLong(imageNumbers::get))
                .map(imageIds::get)
                .toList();
    }

    private void addObject(NumberedTruth truth, int i) {
        int image = truth.imageIndex(objectImages.get(i));
        int classIndex = truth.classIndex(objectCategories.get(i));
        String place = file + ": annotations[" + i + "]";
        if (image < 0 || classIndex < 0) {
            throw new HualeException(place + ": there is no "
                    + (image < 0 ? "image " + objectImages.get(i) : "category " + objectCategories.get(i)));
        }
        double[] xywh = IntStream.range(NUMBERS * i, NUMBERS * i + 4)
                .mapToDouble(numbers::get)
                .toArray();
        int flags = (int) numbers.get(NUMBERS * i + 5);
        Marks marks = new Marks(numbers.get(NUMBERS * i + 4), (flags & CROWD) != 0, (flags & DIFFICULT) != 0);
        try {
            truth.table().addXywh(image, classIndex, xywh, marks);
        } catch (IllegalArgumentException e) {
            throw new HualeException(place + ": " + e.getMessage(), e);
        }
    }
}
