package org.huale.dataset.coco;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.huale.dataset.Annotation;
import org.huale.dataset.AnnotationTable;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.JsonCursor;
import org.huale.dataset.file.RawBox;
import org.huale.geometry.ImageSize;

/** Reads the annotations of a COCO file and hands them out to its images. */
final class CocoAnnotations {
    private final CocoImages images;
    private final CocoCategories categories;
    private final Findings findings;
    private final AnnotationTable table = new AnnotationTable();
    private int[] imageOfRow = new int[1024];
    private long[] ids = new long[1024];
    private int idCount;
    private int element;

    CocoAnnotations(CocoImages images, CocoCategories categories, Findings findings) {
        this.images = images;
        this.categories = categories;
        this.findings = findings;
    }

    /** The images with their annotations, both in file order. */
    List<ImageRecord> read(Path file, String name) {
        CocoRow row = new CocoRow();
        JsonCursor.readObject(file, (json, key) -> {
            if (key.equals("annotations")) {
                CocoHeader.elements(file, json, key, one -> {
                    row.read(one);
                    take(row, name);
                });
            } else {
                json.skip();
            }
        });
        noteRepeatedIds(name);
        List<ImageRecord> records = handedOut();
        noteRepeatedObjects(records, name);
        return records;
    }

    private void take(CocoRow row, String name) {
        int index = element++;
        if (row.id().isPresent()) {
            keepId(row.id().getAsLong());
        }
        int image = row.image().isPresent() ? images.position(row.image().getAsLong()) : -1;
        OptionalInt category = row.category().isPresent()
                ? categories.classIndex(row.category().getAsLong())
                : OptionalInt.empty();
        if (image < 0 || category.isEmpty() || row.box().isEmpty()) {
            refuse(row, image, place(row, index, name));
            return;
        }
        ImageSize size = images.get(image).size();
        Optional<RawBox> raw = row.box();
        raw.get().within(size, () -> place(row, index, name), findings).ifPresent(box -> {
            double area = row.areaOr(box.area());
            keep(image, new Annotation(box, category.getAsInt(), row.difficult(), row.crowd(), area));
        });
    }

    private void refuse(CocoRow row, int image, String where) {
        if (image < 0 && row.image().isPresent() && images.isLeftOut(row.image().getAsLong())) {
            return; // told with the image
        }
        if (image < 0) {
            findings.refused(where, "image_id " + text(row.image()) + " is none of the file's images");
        } else if (row.box().isEmpty()) {
            findings.refused(where, "has no bbox of four numbers");
        } else {
            findings.refused(where, "category_id " + text(row.category()) + " is none of the file's categories");
        }
    }

    private static String text(java.util.OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "(missing or no whole number)";
    }

    private static String place(CocoRow row, int index, String name) {
        return name + ": annotations[" + index + "]"
                + (row.id().isPresent() ? " (id " + row.id().getAsLong() + ")" : "");
    }

    private void keep(int image, Annotation annotation) {
        if (table.size() == imageOfRow.length) {
            imageOfRow = Arrays.copyOf(imageOfRow, imageOfRow.length * 3 / 2);
        }
        imageOfRow[table.size()] = image;
        table.add(annotation);
    }

    private void keepId(long id) {
        if (idCount == ids.length) {
            ids = Arrays.copyOf(ids, ids.length * 3 / 2);
        }
        ids[idCount++] = id;
    }

    private void noteRepeatedIds(String name) {
        Arrays.sort(ids, 0, idCount);
        for (int i = 1; i < idCount; i++) {
            boolean first = i < 2 || ids[i - 2] != ids[i];
            if (ids[i] == ids[i - 1] && first) {
                findings.note(name, "annotation id " + ids[i] + " occurs more than once; all kept");
            }
        }
        ids = new long[0];
    }

    /** A counting sort of rows by image, which keeps file order within an image. */
    private List<ImageRecord> handedOut() {
        int[] ends = new int[images.count()];
        for (int row = 0; row < table.size(); row++) {
            ends[imageOfRow[row]]++;
        }
        Arrays.parallelPrefix(ends, Integer::sum);
        int[] next = ends.clone();
        int[] order = new int[table.size()];
        for (int row = table.size() - 1; row >= 0; row--) {
            order[--next[imageOfRow[row]]] = row;
        }
        imageOfRow = new int[0];
        List<ImageRecord> records = new ArrayList<>(images.count());
        for (int i = 0; i < images.count(); i++) {
            ImageRecord image = images.get(i);
            List<Annotation> own = table.rows(order, next[i], ends[i]);
            records.add(new ImageRecord(image.id(), image.file(), image.size(), own));
        }
        return records;
    }

    private void noteRepeatedObjects(List<ImageRecord> records, String name) {
        for (ImageRecord image : records) {
            Set<Annotation> seen = new HashSet<>();
            for (Annotation annotation : image.annotations()) {
                if (!seen.add(annotation)) {
                    findings.note(
                            name + ": image " + image.id(),
                            "the same object at " + annotation.box() + " occurs twice; both kept");
                }
            }
        }
    }
}
