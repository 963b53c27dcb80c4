package org.huale.dataset.voc;

import java.nio.file.Files;
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
import org.huale.problem.Problem;

/** {@code voc:DIR[:SPLIT]}: a year folder of a VOCdevkit, or one like it. */
public final class VocFormat implements DatasetFormat {

    @Override
    public String prefix() {
        return "voc";
    }

    @Override
    public String form() {
        return "voc:DIR[:SPLIT]";
    }

    @Override
    public int cut(String rest) {
        return DetailCut.beforeName(rest);
    }

    @Override
    public boolean takesBoxForms() {
        return true;
    }

    @Override
    public boolean resembles(Path path) {
        return Files.exists(path.resolve("Annotations"));
    }

    @Override
    public DatasetReading read(DatasetLocator locator, ImageFiles images) {
        return new VocReader(locator.path(), locator.detail(), images).read();
    }

    @Override
    public DatasetLocator target(DatasetLocator wanted) {
        return wanted;
    }

    @Override
    public List<Problem> write(
            DatasetReading reading, DatasetLocator target, Existing existing, Runnable imageWritten) {
        VocWriter writer = new VocWriter(existing, imageWritten);
        List<Problem> problems = new ArrayList<>(
                writer.replace(reading.dataset(), target.path(), target.detail().orElse(VocSplit.DEFAULT)));
        problems.addAll(writer.losses(reading.dataset()));
        return List.copyOf(problems);
    }

    @Override
    public void handOut(Dataset images, Path folder) {
        new VocWriter(Existing.HANDED_OUT).handOut(images, folder);
    }

    @Override
    public boolean isFinished(Path folder, String file, FlatNames names) {
        return FinishedVoc.isMine(folder, file);
    }

    @Override
    public boolean isOneFile() {
        return false;
    }

    @Override
    public String imageWithoutObjects() {
        return "an XML file without objects";
    }

    @Override
    public void readFinished(Path folder, List<String> files, FinishedAnnotations into) {
        new FinishedVoc(into).read(folder, files);
    }
}
