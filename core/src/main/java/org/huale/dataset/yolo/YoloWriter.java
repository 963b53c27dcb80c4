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
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/**
 * Writes the layout of Ultralytics: {@code images/SPLIT}, {@code labels/SPLIT}, and {@code data.yaml}, to which further
 * splits are added. Trainers want both {@code train} and {@code val}; one that is not written yet has an empty folder. Values are
 * written with all their digits.
 *
 * @param imageWritten hears of every image in its place
 */
public record YoloWriter(Existing existing, Runnable imageWritten) implements DatasetWriter {
    static final String CONFIG = "data.yaml";
    private static final List<String> NEEDED = List.of("train", "val"); // by trainers, also where one of them is empty
    private static final YAMLMapper YAML = new YAMLMapper(
            YAMLFactory.builder().stringQuotingChecker(new NumbersAsKeys()).build());

    /** Writes {@code 0: "zebra"}; with {@code "0"} as key, trainers do not find the class of the number. */
    private static final class NumbersAsKeys extends StringQuotingChecker.Default {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean needToQuoteName(String name) {
            return !name.matches("\\d+") && super.needToQuoteName(name);
        }
    }

    public YoloWriter(Existing existing) {
        this(existing, () -> {});
    }

    @Override
    public void write(Dataset dataset, Path directory, String split) {
        write(dataset, directory, split, image -> true);
    }

    /** Writes no label file for an image without objects, which would count as finished where somebody copies the folder. */
    void handOut(Dataset images, Path directory) {
        write(
                images,
                directory,
                YoloReader.DEFAULT_SPLIT,
                image -> !image.annotations().isEmpty());
    }

    private void write(Dataset dataset, Path directory, String split, Predicate<ImageRecord> described) {
        if (!YoloConfig.SPLITS.contains(split)) {
            throw new HualeException("split '" + split + "' cannot be written as YOLO, which has " + YoloConfig.SPLITS);
        }
        TargetFolder folder = new TargetFolder(directory, existing, imageWritten);
        String config = config(dataset, folder, split);
        ImageNames names = ImageNames.of(dataset, split);
        for (ImageRecord image : dataset.images()) {
            String file = "images/" + split + "/" + names.file(image);
            folder.copy(image.file(), file);
            if (described.test(image)) {
                folder.write(YoloReader.labels(file), rows(image));
            }
        }
        folder.makeFolder("images/" + split); // a split without images is one, too
        NEEDED.forEach(needed -> folder.makeFolder("images/" + needed));
        folder.rewrite(CONFIG, out -> out.write(config.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public List<Problem> losses(Dataset dataset) {
        return Losses.of("YOLO", dataset).difficult().crowd().area().list();
    }

    /** The text of the {@code data.yaml} with this split, after checking that it fits what is there. */
    private String config(Dataset dataset, TargetFolder folder, String split) {
        ImageNames.classesFit(dataset);
        Path file = folder.file(CONFIG);
        ObjectNode yaml = YAML.createObjectNode();
        if (Files.exists(file)) {
            YoloConfig there = YoloConfig.read(file);
            requireSame(there, dataset, folder);
            if (existing == Existing.REFUSE && there.splits().containsKey(split) && !isEmpty(there, split)) {
                throw new HualeException(file + ": has a split " + split + " already, which would be replaced");
            }
            yaml = (ObjectNode) YAML.readTree(file.toFile());
        } else {
            ObjectNode names = yaml.putObject("names");
            for (int i = 0; i < dataset.classes().count(); i++) {
                names.put(Integer.toString(i), dataset.classes().name(i));
            }
        }
        yaml.put(split, "images/" + split);
        for (String needed : NEEDED) {
            if (!yaml.has(needed)) {
                yaml.put(needed, "images/" + needed);
            }
        }
        return YAML.writeValueAsString(yaml);
    }

    /** Whether the split is only there because trainers need it. */
    private static boolean isEmpty(YoloConfig there, String split) {
        String own = "images/" + split;
        return List.of(own).equals(there.splits().get(split))
                && ImageFolder.files(there.root().resolve(own)).isEmpty();
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
