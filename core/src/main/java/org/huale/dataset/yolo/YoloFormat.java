package org.huale.dataset.yolo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/** {@code yolo:DATA.yaml[:SPLIT]}: the layout of Ultralytics. */
public final class YoloFormat implements DatasetFormat {

    @Override
    public String prefix() {
        return "yolo";
    }

    @Override
    public String form() {
        return "yolo:DATA.yaml[:SPLIT]";
    }

    @Override
    public int cut(String rest) {
        return DetailCut.beforeNameAfterExtension(rest, "ya?ml");
    }

    @Override
    public boolean takesBoxForms() {
        return true;
    }

    @Override
    public boolean resembles(Path path) {
        return isConfig(path.toString());
    }

    private static boolean isConfig(String file) {
        return RelativePath.hasExtension(file, "yaml") || RelativePath.hasExtension(file, "yml");
    }

    @Override
    public DatasetReading read(DatasetLocator locator, ImageFiles images) {
        return new YoloReader(locator.path(), images, locator.options().firstClass()).read(locator.detail());
    }

    @Override
    public boolean numbersClasses() {
        return true;
    }

    /** The folder may be named, too, whose {@code data.yaml} is then meant. */
    @Override
    public DatasetLocator target(DatasetLocator wanted) {
        if (!isConfig(wanted.path().toString())) {
            return new DatasetLocator(this, wanted.path().resolve(YoloWriter.CONFIG), wanted.detail());
        }
        if (!String.valueOf(wanted.path().getFileName()).equals(YoloWriter.CONFIG)) {
            throw new HualeException(
                    wanted + ": YOLO data sets are written as a folder with a data.yaml: yolo:DIR:SPLIT");
        }
        return wanted;
    }

    /** Its configuration need not be there yet. */
    @Override
    public Path folder(DatasetLocator target) {
        return RelativePath.folderOf(target.path());
    }

    @Override
    public List<Problem> write(
            DatasetReading reading, DatasetLocator target, Existing existing, Runnable imageWritten) {
        YoloWriter writer = new YoloWriter(existing, imageWritten);
        Path folder = folder(target);
        List<Problem> problems = new ArrayList<>(
                writer.replace(reading.dataset(), folder, target.detail().orElse(YoloReader.DEFAULT_SPLIT)));
        problems.addAll(writer.losses(reading.dataset()));
        problems.addAll(YoloWriter.notes(folder.resolve(YoloWriter.CONFIG)));
        return List.copyOf(problems);
    }

    @Override
    public void handOut(Dataset images, Path folder) {
        new YoloWriter(Existing.HANDED_OUT).handOut(images, folder);
    }

    @Override
    public boolean isFinished(Path folder, String file, FlatNames names) {
        return RelativePath.hasExtension(file, "txt")
                && !names.matches(RelativePath.withoutExtension(file)).isEmpty();
    }

    @Override
    public boolean isOneFile() {
        return false;
    }

    @Override
    public String imageWithoutObjects() {
        return "an empty text file";
    }

    @Override
    public void readFinished(Path folder, List<String> files, FinishedAnnotations into) {
        new FinishedYolo(into).read(folder, files);
    }
}
