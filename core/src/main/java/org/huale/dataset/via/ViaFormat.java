package org.huale.dataset.via;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.huale.dataset.Dataset;
import org.huale.dataset.drawn.Drawing;
import org.huale.dataset.drawn.DrawnFile;
import org.huale.dataset.drawn.DrawnFormat;
import org.huale.dataset.drawn.Losses;
import org.huale.dataset.drawn.Source;
import org.huale.dataset.file.JsonShape;
import org.huale.dataset.file.TargetFolder;
import org.huale.problem.Problem;

/** {@code via:FILE.json[:IMAGES_DIR]}: a project of VIA 2, or the annotations that it exports as JSON. */
public final class ViaFormat extends DrawnFormat {
    static final String METADATA = "_via_img_metadata";

    public ViaFormat() {
        super("via", "json", "via_project.json");
    }

    @Override
    protected boolean recognises(Path file) {
        JsonShape shape = JsonShape.of(file);
        boolean project = shape.keys().contains(METADATA);
        boolean plain = shape.inner().contains("filename") && shape.inner().contains("regions");
        return !shape.list() && (project || plain);
    }

    @Override
    protected DrawnFile parse(Source source) {
        return new ViaReader(source).read();
    }

    @Override
    protected void write(Drawing drawing, OutputStream out) {
        new ViaWriter(drawing).write(out);
    }

    /** A project has a list of its own. */
    @Override
    protected void writeBeside(Drawing drawing, TargetFolder folder, String file) {}

    @Override
    protected List<Problem> losses(Dataset dataset) {
        return Losses.of(title(), dataset).area().list();
    }
}
