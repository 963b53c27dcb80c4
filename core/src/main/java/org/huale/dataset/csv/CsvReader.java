package org.huale.dataset.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.huale.problem.HualeException;

/** Reads a table of boxes, whose rows may come in any order. */
final class CsvReader {
    static final String DIFFICULT = "difficult";
    static final String CROWD = "crowd";
    private final Source source;
    private final CsvColumns columns;
    private final Remarks remarks = new Remarks();
    private final Map<String, Stated> images = new LinkedHashMap<>();

    /** An image as its first row states it, with the objects of all. */
    private record Stated(String where, Sides sides, List<DrawnObject> objects) {}

    CsvReader(Source source) {
        this.source = source;
        List<String> header = CsvRows.header(source.file(), source.shown());
        this.columns = CsvColumns.of(header)
                .orElseThrow(
                        () -> new HualeException(source.shown() + ": the first line must name columns for the image "
                                + CsvColumns.IMAGE + ", the class " + CsvColumns.LABEL + " and the box, "
                                + CsvColumns.CORNERS + " or " + CsvColumns.LENGTHS + "; it is " + shortened(header)));
        Set<String> known = known();
        header.stream()
                .filter(column -> !column.isEmpty() && !known.contains(column))
                .forEach(column -> remarks.add("column '" + column + "' is not kept", source.name()));
    }

    private static String shortened(List<String> header) {
        String text = header.toString();
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }

    private Set<String> known() {
        Set<String> known = new HashSet<>(columns.box());
        known.addAll(columns.sides());
        known.addAll(List.of(columns.image(), columns.label(), DIFFICULT, CROWD));
        return known;
    }

    DrawnFile read() {
        CsvRows.forEach(source.file(), source.shown(), this::take);
        remarks.tell(source.findings());
        return new DrawnFile(images.entrySet().stream()
                .map(entry -> new DrawnImage(
                        List.of(entry.getKey()),
                        entry.getValue().sides(),
                        entry.getValue().objects(),
                        Progress.DONE,
                        entry.getValue().where()))
                .toList());
    }

    private void take(CsvRows.Row row) {
        String where = source.name() + ": line " + row.line();
        String name = row.cells().getOrDefault(columns.image(), "");
        Stated image = images.computeIfAbsent(name, it -> new Stated(where, sides(row), new ArrayList<>()));
        if (!columns.isBare(row)) {
            if (columns.hasCommas(row)) {
                remarks.add("a box has commas for points", where);
            }
            Marks marks = new Marks(isSet(row, DIFFICULT), isSet(row, CROWD));
            image.objects()
                    .add(new DrawnObject(
                            row.cell(columns.label()), Outline.of(columns.frame(row)), marks, placed(row, where)));
        }
    }

    /** With the text in place of a number, which the box does not show. */
    private String placed(CsvRows.Row row, String where) {
        return columns.fault(row).map(fault -> where + " (" + fault + ")").orElse(where);
    }

    private Sides sides(CsvRows.Row row) {
        return columns.sides().isEmpty()
                ? Sides.UNKNOWN
                : new Sides(
                        CsvColumns.number(row.cell(columns.sides().get(0))),
                        CsvColumns.number(row.cell(columns.sides().get(1))));
    }

    private static boolean isSet(CsvRows.Row row, String column) {
        String value = row.cell(column);
        return value.equals("1") || value.equalsIgnoreCase("true");
    }
}
