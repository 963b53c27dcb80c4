package org.huale.dataset.yolo;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetWriter;
import org.huale.dataset.ImageNames;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.drawn.Losses;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.TargetFolder;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/**
 * Writes the layout of Ultralytics: {@code images/SPLIT}, {@code labels/SPLIT}, and {@code data.yaml}, to which further
 * splits are added; see {@link YoloConfigText}. Values are written with all their digits.
 *
 * @param imageWritten hears of every image in its place
 */
public record YoloWriter(Existing existing, Runnable imageWritten) implements DatasetWriter {
    static final String CONFIG = "data.yaml";
    private static final String HANDED_OUT = "images";

    public YoloWriter(Existing existing) {
        this(existing, () -> {});
    }

    @Override
    public void write(Dataset dataset, Path directory, String split) {
        replace(dataset, directory, split);
    }

    /** Writes a split; gives a note of what was deleted of one that it replaces. */
    List<Problem> replace(Dataset dataset, Path directory, String split) {
        Place place = Place.of(split);
        return write(dataset, directory, place, image -> true).removeFormer(place::holds);
    }

    /**
     * Writes images and labels without folders for splits between, as Label Studio's converter wants them, and no label file for an
     * image without objects, which would count as finished where somebody copies the folder.
     */
    void handOut(Dataset images, Path directory) {
        write(
                images,
                directory,
                new Place(YoloReader.DEFAULT_SPLIT, HANDED_OUT),
                image -> !image.annotations().isEmpty());
    }

    /** Where the images of a split go. */
    private record Place(String split, String images) {

        static Place of(String split) {
            return new Place(split, "images/" + split);
        }

        YoloConfigText in(YoloConfigText text) {
            return text.with(split, images);
        }

        boolean holds(String file) {
            return file.startsWith("images/" + split + "/") || file.startsWith("labels/" + split + "/");
        }
    }

    private TargetFolder write(Dataset dataset, Path directory, Place place, Predicate<ImageRecord> described) {
        if (!YoloConfig.SPLITS.contains(place.split())) {
            throw new HualeException(
                    "split '" + place.split() + "' cannot be written as YOLO, which has " + YoloConfig.SPLITS);
        }
        TargetFolder folder = new TargetFolder(directory, existing, imageWritten);
        String config = config(dataset, folder, place);
        ImageNames names = ImageNames.listed(dataset, place.split(), existing);
        for (ImageRecord image : dataset.images()) {
            String file = place.images() + "/" + names.file(image);
            folder.copy(image.file(), file);
            if (described.test(image)) {
                folder.write(YoloReader.labels(file), rows(image));
            }
        }
        folder.makeFolder(place.images()); // a split without images is one, too
        if (!place.images().equals(HANDED_OUT)) {
            folder.makeFolder("images/" + YoloConfigText.TRAIN); // which data.yaml names in any case
        }
        folder.rewrite(CONFIG, out -> out.write(config.getBytes(StandardCharsets.UTF_8)));
        return folder;
    }

    @Override
    public List<Problem> losses(Dataset dataset) {
        return Losses.of("YOLO", dataset).difficult().crowd().area().list();
    }

    /** The text of the {@code data.yaml} with this split, after checking that it fits what is there. */
    private String config(Dataset dataset, TargetFolder folder, Place place) {
        ImageNames.classesFit(dataset);
        Path file = folder.file(CONFIG);
        if (!Files.exists(file)) {
            return place.in(YoloConfigText.of(dataset.classes())).text();
        }
        YoloConfig there = YoloConfig.read(file);
        if (!there.classes().equals(dataset.classes()) && isReplacedAsAWhole(there, folder, place)) {
            return place.in(YoloConfigText.of(dataset.classes())).text();
        }
        requireSame(there, dataset, folder);
        YoloConfigText text = YoloConfigText.of(file, dataset.classes());
        if (existing != Existing.REPLACE && text.has(place.split()) && !isFree(there, place)) {
            throw new HualeException(file + ": has a split " + place.split()
                    + " already, which would be replaced; with --overwrite it is, where HUALE wrote it");
        }
        return place.in(text).text();
    }

    /**
     * Whether nothing is left of what is there once the split is written, so that its classes need not be those of now: there is no other
     * split, and HUALE wrote the file and all labels.
     */
    private boolean isReplacedAsAWhole(YoloConfig there, TargetFolder folder, Place place) {
        String labels = "labels/" + place.split();
        return existing == Existing.REPLACE
                && folder.isOwn(CONFIG)
                && files(folder.file(labels)).stream().allMatch(file -> folder.isOwn(labels + "/" + file))
                && there.splits().keySet().stream()
                        .filter(split -> !split.equals(place.split()))
                        .allMatch(split -> isFree(there, Place.of(split)));
    }

    /** Whether the split is only there because trainers need it. */
    private static boolean isFree(YoloConfig there, Place place) {
        return standsForAnother(there, place.split())
                || (List.of(place.images()).equals(there.splits().get(place.split()))
                        && files(there.root().resolve(place.images())).isEmpty());
    }

    private static List<String> files(Path folder) {
        return Files.isDirectory(folder) ? ImageFolder.files(folder) : List.of();
    }

    private static boolean standsForAnother(YoloConfig there, String split) {
        List<String> images = there.splits().getOrDefault(split, List.of());
        return split.equals(YoloConfigText.VAL)
                && there.splits().entrySet().stream()
                        .anyMatch(other -> !other.getKey().equals(split)
                                && other.getValue().equals(images));
    }

    /** What people should know of the {@code data.yaml} that was written. */
    static List<Problem> notes(Path config) {
        YoloConfig there = YoloConfig.read(config);
        return standsForAnother(there, YoloConfigText.VAL)
                ? List.of(Problem.note(
                        config.toString(),
                        "val names the same images as another split, as Ultralytics stops at a val without images; what a"
                                + " trainer measures on it says nothing about new images. Write the split val into the same"
                                + " folder, and it takes its place"))
                : List.of();
    }

    private static void requireSame(YoloConfig there, Dataset dataset, TargetFolder folder) {
        if (!there.classes().equals(dataset.classes())) {
            throw new HualeException(
                    there.file() + ": has the classes " + there.classes().names() + ", the data set to write has "
                            + dataset.classes().names() + "; splits of one folder must agree");
        }
        if (!there.root().equals(folder.root().toAbsolutePath().normalize())) {
            throw new HualeException(there.file() + ": path: points to " + there.root() + "; splits are only added to a"
                    + " data.yaml that lies in its own folder");
        }
    }

    private static String rows(ImageRecord image) {
        StringBuilder rows = new StringBuilder();
        for (Annotation annotation : image.annotations()) {
            rows.append(row(annotation, image.size())).append('\n');
        }
        return rows.toString();
    }

    private static String row(Annotation annotation, ImageSize size) {
        Box box = annotation.box();
        double width = size.width();
        double height = size.height();
        return annotation.classIndex() + " " + (box.x1() + box.x2()) / 2 / width + " "
                + (box.y1() + box.y2()) / 2 / height + " " + box.width() / width + " " + box.height() / height;
    }
}
