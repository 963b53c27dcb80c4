package org.huale.dataset.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.huale.dataset.Dataset;
import org.huale.dataset.box.BoxForm;
import org.huale.dataset.drawn.Drawing;
import org.huale.dataset.drawn.DrawnFile;
import org.huale.dataset.drawn.DrawnFormat;
import org.huale.dataset.drawn.Losses;
import org.huale.dataset.drawn.Source;
import org.huale.dataset.file.CsvRows;
import org.huale.problem.Problem;

/** {@code csv:FILE.csv[:IMAGES_DIR]}: a row for each object and one without a box for each image that has none. */
public final class CsvFormat extends DrawnFormat {

    public CsvFormat() {
        super("csv", "csv", "_annotations.csv");
    }

    @Override
    protected boolean recognises(Path file) {
        List<String> header = CsvRows.header(file);
        return !header.contains("labelname") && CsvColumns.of(header).isPresent();
    }

    @Override
    public boolean takesBoxForms() {
        return true;
    }

    @Override
    protected BoxForm boxForm(Path file) {
        return CsvColumns.of(CsvRows.header(file)).map(CsvColumns::form).orElse(BoxForm.XYXY);
    }

    @Override
    protected DrawnFile parse(Source source) {
        return new CsvReader(source).read();
    }

    @Override
    protected void write(Drawing drawing, OutputStream out) throws IOException {
        new CsvWriter(drawing).write(out);
    }

    @Override
    protected List<Problem> losses(Dataset dataset) {
        return Losses.of(title(), dataset).area().blanksAroundNames().list();
    }

    @Override
    public String imageWithoutObjects() {
        return "a row with its name alone";
    }
}
