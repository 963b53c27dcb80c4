package org.huale.dataset.coco;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.huale.dataset.Annotation;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.AnnotationTable;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.RawBox;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;

/** Reads the annotations of a COCO file and hands them out to its images. */
final class CocoAnnotations {
    private final CocoImages images;
    private final CocoCategories categories;
    private final Findings findings;
    private final AnnotationTable table = new AnnotationTable();
    private final int[] lost;
    private int[] imageOfRow = new int[1024];
    private long[] ids = new long[1024];
    private int idCount;

    CocoAnnotations(CocoImages images, CocoCategories categories, Findings findings) {
        this.images = images;
        this.categories = categories;
        this.findings = findings;
        this.lost = new int[images.count()];
    }

    /** The images with their annotations, both in file order. */
    List<ImageRecord> read(Path file, String name) {
        new CocoEntry(name + ": annotations", CocoEntry.Policy.LENIENT).forEachAnnotation(file, this::take);
        noteRepeatedIds(name);
        List<ImageRecord> records = handedOut();
        noteRepeatedObjects(records, name);
        return records;
    }

    private void take(CocoEntry entry) {
        entry.id().ifPresent(this::keepId);
        int image = entry.imageNumber().isPresent()
                ? images.position(entry.imageNumber().getAsLong())
                : -1;
        OptionalInt category = entry.categoryNumber().isPresent()
                ? categories.classIndex(entry.categoryNumber().getAsLong())
                : OptionalInt.empty();
        if (image < 0 || category.isEmpty() || entry.box().isEmpty()) {
            refuse(entry, image);
            return;
        }
        ImageSize size = images.get(image).size();
        Optional<RawBox> raw = entry.box();
        Optional<Box> box = raw.get().within(size, entry::place, findings);
        if (box.isEmpty()) {
            lost[image]++;
            return;
        }
        double area = entry.areaOr(box.get().area());
        keep(image, new Annotation(box.get(), category.getAsInt(), entry.isDifficult(), entry.isCrowd(), area));
    }

    private void refuse(CocoEntry entry, int image) {
        OptionalLong number = entry.imageNumber();
        if (image < 0 && number.isPresent() && images.isLeftOut(number.getAsLong())) {
            return; // told with the image
        }
        if (image >= 0) {
            lost[image]++;
        }
        if (image < 0) {
            findings.refused(entry.place(), "image_id " + entry.imageWords() + " is none of the file's images");
        } else if (entry.box().isEmpty()) {
            findings.refused(entry.place(), "has no bbox of four numbers");
        } else {
            findings.refused(
                    entry.place(), "category_id " + entry.categoryWords() + " is none of the file's categories");
        }
    }

    /** Tells how many annotations of each image could not be used. */
    void tellLost(AnnotationAccount.Tally tally) {
        for (int i = 0; i < lost.length; i++) {
            tally.lost(images.get(i).id(), lost[i]);
        }
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
