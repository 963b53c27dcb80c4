package org.huale.dataset.coco;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.DetailCut;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.FlatNames;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.ImageFiles;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.TargetFolder;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/** {@code coco:ANNOTATIONS.json[:IMAGES_DIR]}: an instances file of COCO, or one like it. */
public final class CocoFormat implements DatasetFormat {
    private static final String JSON = "json";

    @Override
    public String prefix() {
        return "coco";
    }

    @Override
    public String form() {
        return "coco:ANNOTATIONS.json[:IMAGES_DIR]";
    }

    @Override
    public int cut(String rest) {
        return DetailCut.afterExtension(rest, JSON);
    }

    @Override
    public String absoluteDetail(String detail) {
        return Path.of(detail).toAbsolutePath().normalize().toString();
    }

    @Override
    public boolean takesBoxForms() {
        return true;
    }

    @Override
    public boolean resembles(Path path) {
        return RelativePath.hasExtension(path.toString(), JSON) && (!Files.exists(path) || FinishedCoco.isCoco(path));
    }

    @Override
    public DatasetReading read(DatasetLocator locator, ImageFiles images) {
        CocoReader reader = new CocoReader(
                locator.path(), locator.detail().map(locator.path().getFileSystem()::getPath), images);
        return locator.options().classes().isAll() ? reader.readWithoutEmptyParents() : reader.read();
    }

    @Override
    public DatasetLocator target(DatasetLocator wanted) {
        if (!RelativePath.hasExtension(wanted.path().toString(), JSON)) {
            throw new HualeException("'" + wanted + "' must name a .json file to write: coco:ANNOTATIONS.json");
        }
        return wanted;
    }

    @Override
    public List<Problem> write(
            DatasetReading reading, DatasetLocator target, Existing existing, Runnable imageWritten) {
        CocoWriter writer = new CocoWriter(existing, Optional.of(reading.numbering()), imageWritten);
        writer.writeFile(reading.dataset(), target.path(), imageFolder(target));
        return writer.losses(reading.dataset());
    }

    /** Where the reader will look: beside {@code annotations}, or else where the annotation file is. */
    private static Path imageFolder(DatasetLocator target) {
        return target.detail().map(Path::of).orElseGet(() -> usualImages(target.path()));
    }

    /** Where none is named. One that is named may be a link. */
    private static Path usualImages(Path json) {
        Path folder = RelativePath.folderOf(json);
        boolean official = String.valueOf(folder.getFileName()).equals("annotations");
        Optional<Path> beside = official ? CocoReader.defaultImageFolder(json) : Optional.empty();
        beside.ifPresent(images -> TargetFolder.requireInside(images, RelativePath.folderOf(images)));
        return beside.orElse(folder);
    }

    @Override
    public void handOut(Dataset images, Path folder) {
        new CocoWriter(Existing.HANDED_OUT, Optional.empty())
                .writeFile(
                        images,
                        folder.resolve("annotations").resolve(FinishedCoco.HANDED_OUT),
                        folder.resolve("images"));
    }

    @Override
    public boolean isFinished(Path folder, String file, FlatNames names) {
        return FinishedCoco.isMine(folder, file);
    }

    @Override
    public boolean accompanies(Path folder, String file) {
        return FinishedCoco.isNotes(file);
    }

    @Override
    public boolean isOneFile() {
        return true;
    }

    @Override
    public String imageWithoutObjects() {
        return "an entry in images";
    }

    @Override
    public void readFinished(Path folder, List<String> files, FinishedAnnotations into) {
        new FinishedCoco(into).read(folder, files);
    }
}
