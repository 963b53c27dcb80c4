package org.huale.dataset.cvat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.huale.dataset.Dataset;
import org.huale.dataset.drawn.ClassListFile;
import org.huale.dataset.drawn.Drawing;
import org.huale.dataset.drawn.DrawnFile;
import org.huale.dataset.drawn.DrawnFormat;
import org.huale.dataset.drawn.Losses;
import org.huale.dataset.drawn.Source;
import org.huale.dataset.file.TargetFolder;
import org.huale.dataset.file.XmlRoot;
import org.huale.problem.Problem;

/** {@code cvat:FILE.xml[:IMAGES_DIR]}: what CVAT exports as <em>CVAT for images 1.1</em>. */
public final class CvatFormat extends DrawnFormat {

    public CvatFormat() {
        super("cvat", "xml", "annotations.xml");
    }

    @Override
    protected boolean recognises(Path file) {
        return XmlRoot.of(file).filter("annotations"::equals).isPresent();
    }

    @Override
    protected DrawnFile parse(Source source) {
        return new CvatReader(source).read();
    }

    @Override
    protected void write(Drawing drawing, OutputStream out) throws IOException {
        new CvatWriter(drawing).write(out);
    }

    /** The file has a list of its own, whose names are read without blanks around them, too. */
    @Override
    protected void writeBeside(Drawing drawing, TargetFolder folder, String file) {
        ClassListFile.requireDifferent(drawing.dataset(), folder);
    }

    @Override
    protected List<Problem> losses(Dataset dataset) {
        return Losses.of(title(), dataset).area().blanksAroundNames().list();
    }
}
