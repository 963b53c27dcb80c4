package org.huale.dataset.drawn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.huale.dataset.ClassList;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.DetailCut;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.FlatNames;
import org.huale.dataset.ImageNames;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.box.BoxForm;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.ImageFiles;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.TargetFolder;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/**
 * A format of one file that speaks of many images by name: {@code PREFIX:FILE[:IMAGES_DIR]}. In place of the file, the folder may be
 * named that it lies in. Images are looked for from the folder of the file, or the one that is named.
 */
public abstract class DrawnFormat implements DatasetFormat {
    /** Name without extension of the file that is handed to annotators, which is not read back. */
    private static final String HANDED_OUT = "to-label";

    private static final String IMAGES = "images";
    private final String prefix;
    private final String extension;
    private final String fileName;

    /**
     * @param fileName of a file that is written where only a folder is named
     */
    protected DrawnFormat(String prefix, String extension, String fileName) {
        this.prefix = prefix;
        this.extension = extension;
        this.fileName = fileName;
    }

    /** Whether a file with the right extension is of this format, by its content; never throws. */
    protected abstract boolean recognises(Path file);

    /** @throws HualeException where the file as a whole cannot be read */
    protected abstract DrawnFile parse(Source source);

    /** Writes the file; the images are there already. */
    protected abstract void write(Drawing drawing, OutputStream out) throws IOException;

    /** Writes what goes beside the file: a list of the classes, for formats that have no place for one. */
    protected void writeBeside(Drawing drawing, TargetFolder folder, String file) {
        ClassListFile.write(drawing.dataset(), folder);
    }

    /** Whether the file says names of images without their extension. */
    protected boolean namesStems() {
        return false;
    }

    /** The form in which a file states its boxes, which counts where the format takes others as well. */
    protected BoxForm boxForm(Path file) {
        return BoxForm.XYXY;
    }

    /** What the format cannot say of a data set. */
    protected abstract List<Problem> losses(Dataset dataset);

    @Override
    public final String prefix() {
        return prefix;
    }

    @Override
    public final String form() {
        return prefix + ":FILE." + extension + "[:IMAGES_DIR]";
    }

    @Override
    public final int cut(String rest) {
        return DetailCut.afterExtension(rest, extension);
    }

    @Override
    public final String absoluteDetail(String detail) {
        return Path.of(detail).toAbsolutePath().normalize().toString();
    }

    @Override
    public final boolean resembles(Path path) {
        return RelativePath.hasExtension(path.toString(), extension) && Files.isRegularFile(path) && recognises(path);
    }

    @Override
    public final DatasetReading read(DatasetLocator locator, ImageFiles images) {
        Path file = file(locator.path());
        Findings findings = takesBoxForms() ? images.findings(boxForm(file)) : new Findings();
        DrawnFile content = parse(Source.of(file, findings).bounded());
        Path folder = locator.detail().map(Path::of).orElse(RelativePath.folderOf(file));
        if (images.needed() && !Files.isDirectory(folder)) {
            throw new HualeException(folder + ": no such folder; the images of " + file + " are needed here");
        }
        content.classes().ifPresent(listed -> ClassList.requireUsable(listed.names(), file + ": its list of classes"));
        ClassNames classes = content.classes()
                .or(() -> ClassList.of(RelativePath.folderOf(file)))
                .orElseGet(content::usedClasses);
        return new DrawnReading(prefix + ":" + file, content, classes, findings).of(folder, images);
    }

    /** The file itself, or the one of this format in a folder. */
    private Path file(Path path) {
        if (!Files.exists(path)) {
            throw new HualeException(path + ": no such file; " + title() + " annotations are needed here");
        }
        return Files.isDirectory(path) ? onlyFile(path) : path;
    }

    private Path onlyFile(Path folder) {
        List<Path> files = files(folder).stream().filter(this::resembles).toList();
        if (files.size() == 1) {
            return files.get(0);
        }
        Path usual = folder.resolve(fileName);
        if (files.contains(usual)) {
            return usual;
        }
        throw new HualeException(folder + ": "
                + (files.isEmpty()
                        ? "holds no file of the format " + title()
                        : "holds several files of the format " + title() + ", "
                                + files.stream().map(Path::getFileName).toList() + "; name one of them"));
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    @Override
    public final DatasetLocator target(DatasetLocator wanted) {
        return RelativePath.hasExtension(wanted.path().toString(), extension)
                ? wanted
                : new DatasetLocator(this, wanted.path().resolve(fileName), wanted.detail());
    }

    @Override
    public final List<Problem> write(
            DatasetReading reading, DatasetLocator target, Existing existing, Runnable imageWritten) {
        Path own = RelativePath.folderOf(target.path());
        Path images = target.detail().map(Path::of).orElseGet(() -> usualImages(own));
        TargetFolder folder = new TargetFolder(own, existing, imageWritten);
        String file = String.valueOf(target.path().getFileName());
        folder.requireFree(file, "the annotation file");
        Drawing drawing = new Drawing(
                reading.dataset(),
                names(reading.dataset(), String.valueOf(images.getFileName()), existing),
                target.detail().isEmpty() ? IMAGES + "/" : "",
                false);
        TargetFolder pictures = new TargetFolder(images, folder.ofImages(file), imageWritten);
        write(drawing, pictures, folder, file);
        List<Problem> problems = new ArrayList<>(pictures.removeFormer(former(drawing, own.resolve(file))));
        problems.addAll(losses(reading.dataset()));
        return List.copyOf(problems);
    }

    /** The folder of images where none is named. One that is named may be a link. */
    private static Path usualImages(Path folder) {
        Path images = folder.resolve(IMAGES);
        TargetFolder.requireInside(images, folder);
        return images;
    }

    private ImageNames names(Dataset dataset, String folder, Existing existing) {
        return namesStems() ? ImageNames.listed(dataset, folder, existing) : ImageNames.of(dataset, folder);
    }

    /** Images that the file, which may say no extensions, could mean as well. Beside another file they may be those of that one. */
    private Predicate<String> former(Drawing drawing, Path file) {
        return namesStems() && isAlone(file) ? drawing.names().namesakes() : image -> false;
    }

    private boolean isAlone(Path file) {
        return files(RelativePath.folderOf(file)).stream()
                .filter(this::resembles)
                .allMatch(file::equals);
    }

    private void write(Drawing drawing, TargetFolder images, TargetFolder folder, String file) {
        ImageNames.classesFit(drawing.dataset());
        for (ImageRecord image : drawing.dataset().images()) {
            images.copy(image.file(), drawing.file(image));
        }
        writeBeside(drawing, folder, file);
        folder.rewrite(file, out -> write(drawing, out));
    }

    @Override
    public final void handOut(Dataset images, Path folder) {
        TargetFolder target = new TargetFolder(folder, Existing.HANDED_OUT, () -> {});
        Drawing drawing = new Drawing(images, ImageNames.of(images, IMAGES), IMAGES + "/", true);
        TargetFolder pictures = new TargetFolder(folder.resolve(IMAGES), Existing.HANDED_OUT, () -> {});
        write(drawing, pictures, target, HANDED_OUT + "." + extension);
    }

    @Override
    public final boolean isFinished(Path folder, String file, FlatNames names) {
        return RelativePath.hasExtension(file, extension) && recognises(folder.resolve(file));
    }

    @Override
    public final boolean isOneFile() {
        return true;
    }

    @Override
    public final void readFinished(Path folder, List<String> files, FinishedAnnotations into) {
        for (String file : files) {
            if (RelativePath.hasExtension(file, extension) && recognises(folder.resolve(file))) {
                into.guarded(
                        file,
                        () -> new DrawnFinished(into)
                                .take(parse(Source.within(folder, file, into.findings())
                                        .bounded())));
            }
        }
    }
}
