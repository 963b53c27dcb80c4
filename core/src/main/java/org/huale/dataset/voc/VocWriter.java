package org.huale.dataset.voc;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassList;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetWriter;
import org.huale.dataset.ImageNames;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.drawn.ClassListFile;
import org.huale.dataset.drawn.Losses;
import org.huale.dataset.file.DecimalText;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.TargetFolder;
import org.huale.dataset.file.XmlText;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/**
 * Writes a VOC folder: {@code Annotations}, {@code JPEGImages}, {@code ImageSets/Main/SPLIT.txt}, and
 * {@code labels.txt} and {@code labelmap.txt} with the classes in their order, which VOC itself has no place for. {@code crowd} and {@code area}
 * are added to an object where they say something; other readers pass over them.
 *
 * @param imageWritten hears of every image in its place
 */
public record VocWriter(Existing existing, Runnable imageWritten) implements DatasetWriter {

    /** Split of the images that wait for annotators. */
    static final String HANDED_OUT = "to-label";

    private static final String IMAGES = "JPEGImages/";

    public VocWriter(Existing existing) {
        this(existing, () -> {});
    }

    @Override
    public void write(Dataset dataset, Path directory, String split) {
        replace(dataset, directory, split);
    }

    /** Writes a split; gives a note of what was deleted of one that it replaces. */
    List<Problem> replace(Dataset dataset, Path directory, String split) {
        return write(dataset, directory, split, image -> true);
    }

    /** Writes no XML file for an image without objects, which would count as finished where somebody copies the folder. */
    void handOut(Dataset images, Path directory) {
        write(images, directory, HANDED_OUT, image -> !image.annotations().isEmpty());
    }

    private List<Problem> write(Dataset dataset, Path directory, String split, Predicate<ImageRecord> described) {
        ImageNames.requireSplitName(split);
        ImageNames names = ImageNames.listed(dataset, split, existing);
        TargetFolder folder = new TargetFolder(directory, existing, imageWritten);
        String list = VocOthers.LISTS + "/" + split + ".txt";
        folder.requireFree(list, "split " + split);
        VocOthers others = VocOthers.of(folder, split);
        requireOfNoOther(others, dataset, names, folder);
        writeClasses(dataset, folder);
        for (ImageRecord image : dataset.images()) {
            folder.copy(image.file(), IMAGES + names.file(image));
            if (described.test(image)) {
                folder.write(annotations(image, names), xml(image, names, dataset.classes()));
            }
        }
        folder.makeFolder("Annotations"); // without which the folder is no data set
        String ids = dataset.images().stream().map(names::stem).collect(Collectors.joining("\n", "", "\n"));
        folder.rewrite(list, out -> out.write(ids.getBytes(StandardCharsets.UTF_8)));
        return folder.removeFormer(former(names, others));
    }

    private static String annotations(ImageRecord image, ImageNames names) {
        return "Annotations/" + names.stem(image) + ".xml";
    }

    /** Looks before anything is written, so that the folder is left as it was. */
    private static void requireOfNoOther(VocOthers others, Dataset dataset, ImageNames names, TargetFolder folder) {
        for (ImageRecord image : dataset.images()) {
            Optional<String> other = others.splitOf(names.stem(image));
            if (other.isPresent()
                    && (folder.wouldReplace(IMAGES + names.file(image), image.file())
                            || folder.wouldReplace(annotations(image, names), xml(image, names, dataset.classes())))) {
                throw new HualeException(
                        folder.root() + ": image '" + names.stem(image) + "' is also one of the split " + other.get()
                                + " and would be replaced there, as it differs; choose another folder for this split");
            }
        }
    }

    /** Lists say no extensions: an earlier image of the same name would be taken for the one that was written. */
    private static Predicate<String> former(ImageNames names, VocOthers others) {
        Predicate<String> namesakes = names.namesakes();
        return file -> {
            String image = file.startsWith(IMAGES) ? file.substring(IMAGES.length()) : "";
            return namesakes.test(image)
                    && others.splitOf(RelativePath.stem(image)).isEmpty();
        };
    }

    @Override
    public List<Problem> losses(Dataset dataset) {
        return Losses.of("VOC", dataset).blanksAroundNames().list();
    }

    /** A folder without a list keeps its numbering by sorted names, if the data set numbers its classes so too. */
    private static void writeClasses(Dataset dataset, TargetFolder folder) {
        List<String> read = ClassListFile.stripped(dataset, folder);
        List<String> classes = dataset.classes().names();
        Optional<ClassNames> there = ClassList.of(folder.root());
        if (there.isPresent() && !there.get().names().equals(read)) {
            throw new HualeException(
                    folder.root() + ": has the classes " + there.get().names() + ", the data set to write has "
                            + classes + "; splits of one folder must agree");
        }
        boolean fresh = !Files.isDirectory(folder.root().resolve("Annotations"));
        if (there.isEmpty() && !fresh && !List.copyOf(new TreeSet<>(read)).equals(read)) {
            throw new HualeException(folder.root() + ": has no " + ClassList.DEFAULT_NAME
                    + ", so its classes are numbered by sorted name, but those to write are " + classes);
        }
        if (there.isEmpty() && fresh) {
            folder.write(ClassList.DEFAULT_NAME, String.join("\n", classes) + "\n");
            writeLabelMap(classes, folder);
        }
    }

    /** For CVAT and datumaro, which take no names with a colon or a {@code #} in front. */
    private static void writeLabelMap(List<String> classes, TargetFolder folder) {
        if (classes.stream().noneMatch(name -> name.contains(":") || name.startsWith("#"))) {
            String lines = classes.stream().map(name -> name + ":::\n").collect(Collectors.joining());
            folder.write("labelmap.txt", "# label:color_rgb:parts:actions\n" + lines);
        }
    }

    private static String xml(ImageRecord image, ImageNames names, ClassNames classes) {
        String file = names.file(image);
        StringBuilder xml = new StringBuilder("<annotation>\n");
        xml.append("\t<folder>JPEGImages</folder>\n");
        xml.append("\t<filename>").append(XmlText.ofElement(RelativePath.name(file)));
        xml.append("</filename>\n\t<size>\n");
        element(xml, "\t\t", "width", image.size().width());
        element(xml, "\t\t", "height", image.size().height());
        xml.append("\t\t<depth>3</depth>\n\t</size>\n\t<segmented>0</segmented>\n");
        image.annotations().forEach(annotation -> object(xml, annotation, classes));
        return xml.append("</annotation>\n").toString();
    }

    private static void object(StringBuilder xml, Annotation annotation, ClassNames classes) {
        xml.append("\t<object>\n\t\t<name>").append(XmlText.ofElement(classes.name(annotation.classIndex())));
        xml.append("</name>\n");
        element(xml, "\t\t", "difficult", annotation.difficult() ? 1 : 0);
        if (annotation.crowd()) {
            element(xml, "\t\t", "crowd", 1);
        }
        if (Math.abs(annotation.area() - annotation.box().area()) > 1e-6) {
            element(xml, "\t\t", "area", annotation.area());
        }
        box(xml, annotation.box());
        xml.append("\t</object>\n");
    }

    private static void box(StringBuilder xml, Box box) {
        xml.append("\t\t<bndbox>\n");
        element(xml, "\t\t\t", "xmin", box.x1() + 1);
        element(xml, "\t\t\t", "ymin", box.y1() + 1);
        element(xml, "\t\t\t", "xmax", end(box.x1(), box.x2()));
        element(xml, "\t\t\t", "ymax", end(box.y1(), box.y2()));
        xml.append("\t\t</bndbox>\n");
    }

    /** A side of one pixel is written a hair longer: {@code xmin = xmax} is how files say that a box is empty. */
    private static double end(double start, double end) {
        return start + 1 == end ? Math.nextUp(end) : end;
    }

    private static void element(StringBuilder xml, String indent, String name, double value) {
        xml.append(indent).append('<').append(name).append('>').append(DecimalText.of(value));
        xml.append("</").append(name).append(">\n");
    }
}
