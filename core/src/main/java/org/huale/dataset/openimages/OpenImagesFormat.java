package org.huale.dataset.openimages;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.huale.dataset.Dataset;
import org.huale.dataset.drawn.Drawing;
import org.huale.dataset.drawn.DrawnFile;
import org.huale.dataset.drawn.DrawnFormat;
import org.huale.dataset.drawn.Losses;
import org.huale.dataset.drawn.Source;
import org.huale.dataset.file.CsvRows;
import org.huale.dataset.file.TargetFolder;
import org.huale.problem.Problem;
import org.huale.storage.CsvText;

/** {@code openimages:FILE.csv[:IMAGES_DIR]}: a file of boxes of Open Images, with the lists that lie beside it. */
public final class OpenImagesFormat extends DrawnFormat {

    public OpenImagesFormat() {
        super("openimages", "csv", "train-annotations-bbox.csv");
    }

    @Override
    public String title() {
        return "Open Images";
    }

    @Override
    protected boolean recognises(Path file) {
        return CsvRows.header(file).containsAll(OpenImagesReader.NEEDED);
    }

    @Override
    protected DrawnFile parse(Source source) {
        return new OpenImagesReader(source).read();
    }

    @Override
    protected void write(Drawing drawing, OutputStream out) throws IOException {
        new OpenImagesWriter(drawing).write(out);
    }

    @Override
    protected void writeBeside(Drawing drawing, TargetFolder folder, String file) {
        folder.write(
                OpenImagesLists.CLASSES,
                drawing.classes().names().stream()
                        .map(name -> CsvText.exactLine(List.of(name, name)))
                        .collect(Collectors.joining()));
        folder.write(
                OpenImagesLists.images(file),
                drawing.dataset().images().stream()
                        .map(image ->
                                CsvText.exactLine(List.of(drawing.names().stem(image), OpenImagesLists.split(file))))
                        .collect(Collectors.joining("", "ImageID,Subset\n", "")));
    }

    @Override
    protected boolean namesStems() {
        return true;
    }

    @Override
    protected List<Problem> losses(Dataset dataset) {
        return Losses.of(title(), dataset).difficult().area().list();
    }

    @Override
    public boolean accompanies(Path folder, String file) {
        return OpenImagesLists.isOne(file);
    }
}
