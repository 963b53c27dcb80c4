package org.huale.dataset.toy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.huale.dataset.Annotation;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.FlatNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageNames;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.box.BoxForm;
import org.huale.dataset.drawn.Losses;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.ImageFiles;
import org.huale.dataset.file.RawBox;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.TargetFolder;
import org.huale.dataset.file.TextLines;
import org.huale.geometry.Box;
import org.huale.problem.Problem;

/**
 * A format that only tests have, in {@code toy:FILE.toy}: rows of words with tabs between, {@code classes NAME...},
 * {@code image FILE}, and below it {@code box CLASS X1 Y1 X2 Y2}. Images lie beside the file.
 */
public final class ToyFormat implements DatasetFormat {
    private static final String HANDED_OUT = "to-label.toy";
    private static final String IMAGES = "images/";

    @Override
    public String prefix() {
        return "toy";
    }

    @Override
    public String form() {
        return "toy:FILE.toy";
    }

    @Override
    public int cut(String rest) {
        return -1;
    }

    @Override
    public boolean takesBoxForms() {
        return true;
    }

    @Override
    public boolean resembles(Path path) {
        return isToy(path.toString());
    }

    private static boolean isToy(String file) {
        return RelativePath.hasExtension(file, "toy");
    }

    @Override
    public DatasetReading read(DatasetLocator locator, ImageFiles images) {
        Findings findings = images.findings(BoxForm.XYXY);
        List<String[]> rows = rows(locator.path());
        ClassNames classes = classes(rows);
        List<ImageRecord> records = new ArrayList<>();
        for (String name : names(rows)) {
            Path file = RelativePath.folderOf(locator.path()).resolve(name);
            images.size(file, name, findings).ifPresent(size -> {
                ImageRecord bare = new ImageRecord(new ImageId(name), file, size, List.of());
                ImageId id = new ImageId(name.startsWith(IMAGES) ? name.substring(IMAGES.length()) : name);
                records.add(new ImageRecord(id, file, size, boxes(rows, bare, classes, findings)));
            });
        }
        Dataset dataset = new Dataset(locator.toString(), classes, records);
        return DatasetReading.of(AnnotationAccount.of(dataset), CocoNumbering.ofPositions(dataset), findings);
    }

    private static List<String[]> rows(Path file) {
        return TextLines.of(file).stream().map(line -> line.split("\t", -1)).toList();
    }

    private static ClassNames classes(List<String[]> rows) {
        String[] first = rows.get(0);
        return ClassNames.of(Arrays.copyOfRange(first, 1, first.length));
    }

    private static List<String> names(List<String[]> rows) {
        return rows.stream()
                .filter(row -> row[0].equals("image"))
                .map(row -> row[1])
                .toList();
    }

    private static List<Annotation> boxes(
            List<String[]> rows, ImageRecord image, ClassNames classes, Findings findings) {
        List<Annotation> annotations = new ArrayList<>();
        String current = "";
        for (String[] row : rows) {
            current = row[0].equals("image") ? row[1] : current;
            if (row[0].equals("box") && current.equals(image.id().value())) {
                int classIndex = classes.indexOf(row[1]).orElseThrow();
                RawBox raw = new RawBox(number(row[2]), number(row[3]), number(row[4]), number(row[5]));
                raw.within(image.size(), () -> "image " + image.id(), findings)
                        .ifPresent(box -> annotations.add(Annotation.of(box, classIndex)));
            }
        }
        return annotations;
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }

    @Override
    public DatasetLocator target(DatasetLocator wanted) {
        return wanted;
    }

    @Override
    public List<Problem> write(
            DatasetReading reading, DatasetLocator target, Existing existing, Runnable imageWritten) {
        TargetFolder folder = new TargetFolder(RelativePath.folderOf(target.path()), existing, imageWritten);
        write(reading.dataset(), folder, String.valueOf(target.path().getFileName()));
        return Losses.of(title(), reading.dataset()).difficult().crowd().area().list();
    }

    private static void write(Dataset dataset, TargetFolder folder, String name) {
        ImageNames names = ImageNames.of(dataset, "images");
        StringBuilder rows = new StringBuilder("classes\t")
                .append(String.join("\t", ImageNames.classesFit(dataset)))
                .append('\n');
        for (ImageRecord image : dataset.images()) {
            String file = IMAGES + names.file(image);
            folder.copy(image.file(), file);
            rows.append("image\t").append(file).append('\n');
            image.annotations().forEach(it -> rows.append(row(it, dataset.classes())));
        }
        folder.write(name, rows.toString());
    }

    private static String row(Annotation annotation, ClassNames classes) {
        Box box = annotation.box();
        return String.join(
                        "\t",
                        "box",
                        classes.name(annotation.classIndex()),
                        "" + box.x1(),
                        "" + box.y1(),
                        "" + box.x2(),
                        "" + box.y2())
                + "\n";
    }

    @Override
    public void handOut(Dataset images, Path folder) {
        write(images, new TargetFolder(folder, Existing.HANDED_OUT, () -> {}), HANDED_OUT);
    }

    @Override
    public boolean isFinished(Path folder, String file, FlatNames names) {
        return isToy(file) && !file.endsWith(HANDED_OUT);
    }

    @Override
    public boolean isOneFile() {
        return true;
    }

    @Override
    public String imageWithoutObjects() {
        return "a row of its own";
    }

    @Override
    public void readFinished(Path folder, List<String> files, FinishedAnnotations into) {
        for (String file : files.stream().filter(ToyFormat::isToy).toList()) {
            List<String[]> rows = rows(folder.resolve(file));
            for (String name : names(rows)) {
                into.names().find(name).ifPresentOrElse(image -> take(rows, name, image, into), () -> into.other(name));
            }
        }
    }

    private static void take(List<String[]> rows, String name, ImageRecord image, FinishedAnnotations into) {
        ClassNames theirs = classes(rows);
        ImageRecord named = new ImageRecord(new ImageId(name), image.file(), image.size(), List.of());
        List<Annotation> boxes = boxes(rows, named, theirs, into.findings());
        into.take(image, into.renumbered(boxes, theirs, name), name);
    }
}
