package org.huale.dataset.openimages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.ClassList;
import org.huale.dataset.ClassNames;
import org.huale.dataset.drawn.DrawnFile;
import org.huale.dataset.drawn.DrawnImage;
import org.huale.dataset.drawn.DrawnImage.Progress;
import org.huale.dataset.drawn.DrawnImage.Sides;
import org.huale.dataset.drawn.DrawnObject;
import org.huale.dataset.drawn.DrawnObject.Marks;
import org.huale.dataset.drawn.Outline;
import org.huale.dataset.drawn.Remarks;
import org.huale.dataset.drawn.Source;
import org.huale.dataset.file.CsvRows;
import org.huale.dataset.file.RawBox;

/**
 * Reads boxes, whose corners are parts of the image's sides. {@code IsGroupOf} is what data sets call a crowd. Classes are called by
 * their descriptions, in the order of that list; those without a description by their label.
 */
final class OpenImagesReader {
    static final List<String> NEEDED = List.of("imageid", "labelname", "xmin", "xmax", "ymin", "ymax");
    private static final List<String> NOTED = List.of("isoccluded", "istruncated", "isdepiction", "isinside");
    private final Source source;
    private final Map<String, String> names;
    private final Map<String, List<DrawnObject>> images = new LinkedHashMap<>();
    private final Remarks remarks = new Remarks();

    OpenImagesReader(Source source) {
        this.source = source;
        OpenImagesLists lists = new OpenImagesLists(source.file(), source.shown());
        this.names = lists.names();
        lists.imageIds().forEach(id -> images.put(id, new ArrayList<>()));
    }

    DrawnFile read() {
        CsvRows.forEach(source.file(), source.shown(), this::take);
        remarks.tell(source.findings());
        List<DrawnImage> drawn = new ArrayList<>();
        images.forEach((id, objects) -> drawn.add(new DrawnImage(
                List.of(id), Sides.UNKNOWN, objects, Progress.DONE_WITH_OBJECTS, source.name() + ": " + id)));
        return new DrawnFile(classes(), drawn);
    }

    private Optional<ClassNames> classes() {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        List<String> listed = List.copyOf(names.values());
        ClassList.requireDifferent(listed, source.shown() + ": class descriptions");
        return Optional.of(new ClassNames(listed));
    }

    private void take(CsvRows.Row row) {
        String where = source.name() + ": line " + row.line();
        String label = row.cells().getOrDefault("labelname", "");
        Marks marks = new Marks(false, row.cell("isgroupof").equals("1"));
        NOTED.stream().filter(mark -> row.cell(mark).equals("1")).forEach(mark -> remarks.attribute(mark, where));
        RawBox box = new RawBox(number(row, "xmin"), number(row, "ymin"), number(row, "xmax"), number(row, "ymax"));
        images.computeIfAbsent(row.cells().getOrDefault("imageid", ""), id -> new ArrayList<>())
                .add(new DrawnObject(names.getOrDefault(label, label), Outline.relative(box, 1), marks, where));
    }

    private static double number(CsvRows.Row row, String column) {
        try {
            return Double.parseDouble(row.cell(column));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
