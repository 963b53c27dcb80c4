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
import org.huale.dataset.box.BoxForm;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.JsonCursor;
import org.huale.dataset.file.RawBox;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;

/** Reads the annotations of a COCO file and hands them out to its images. */
final class CocoAnnotations {
    private final CocoImages images;
    private final CocoCategories categories;
    private final Findings findings;
    private final AnnotationTable table = new AnnotationTable();
    private final CocoOutline outline = new CocoOutline();
    private int outlined;
    private int rotated;
    private int otherAreas;
    private int uncategorized;
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
        new CocoEntry(name + ": annotations", CocoEntry.Policy.LENIENT, this::readOutline)
                .forEachAnnotation(file, this::take);
        noteOtherBoxes(name);
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
        OptionalInt category = category(entry);
        if (image < 0 || category.isEmpty() || !hasBox(entry)) {
            refuse(entry, image);
        } else {
            Optional<Box> box = box(entry, images.get(image).size());
            box.ifPresentOrElse(it -> keep(image, annotation(entry, it, category.getAsInt())), () -> lost[image]++);
        }
        outline.clear();
    }

    private Annotation annotation(CocoEntry entry, Box box, int classIndex) {
        return new Annotation(box, classIndex, entry.isDifficult(), entry.isCrowd(), area(entry, box));
    }

    /** Who states boxes in another form than COCO's made the areas of these numbers, too. */
    private double area(CocoEntry entry, Box box) {
        if (findings.reads(BoxForm.XYWH)) {
            return entry.areaOr(box.area());
        }
        otherAreas += entry.hasArea() ? 1 : 0;
        return box.area();
    }

    private void readOutline(JsonCursor json, String field) {
        if (field.equals("segmentation")) {
            outline.read(json);
        } else {
            json.skip();
        }
    }

    /** VIA writes no category where an object has got none; where the file has only one, it can be no other. */
    private OptionalInt category(CocoEntry entry) {
        OptionalLong number = entry.categoryNumber();
        if (number.isEmpty() && categories.classes().count() == 1) {
            uncategorized++;
            return OptionalInt.of(0);
        }
        return number.isPresent() ? categories.classIndex(number.getAsLong()) : OptionalInt.empty();
    }

    private boolean hasBox(CocoEntry entry) {
        return entry.box().isPresent()
                || entry.frame().isPresent()
                || outline.bounds().isPresent();
    }

    /** As stated or else, where that has no extent or is not there, that of the outline. */
    private Optional<Box> box(CocoEntry entry, ImageSize size) {
        Optional<RawBox> stated = entry.box();
        Optional<RawBox> drawn = outline.bounds();
        if (stated.isPresent() && !(stated.get().isEmpty() && drawn.isPresent())) {
            return stated.get().within(size, entry::place, findings);
        }
        if (drawn.isPresent()) {
            outlined++;
            return drawn.get().cut(size, entry::place, findings);
        }
        rotated++;
        return entry.frame().flatMap(frame -> frame.cut(size, entry::place, findings));
    }

    private void noteOtherBoxes(String name) {
        note(name, outlined, "without a bbox; the bounds of their segmentation were taken");
        note(
                name,
                otherAreas,
                "with an area; that of the box was taken, as boxes are read in another form than COCO's");
        note(name, rotated, "with a rotated bbox; the upright frame was taken");
        if (uncategorized > 0) {
            findings.mended(
                    name,
                    uncategorized + " annotations without a category; the file's only one, '"
                            + categories.classes().name(0) + "', was taken");
        }
    }

    private void note(String name, int count, String what) {
        if (count > 0) {
            findings.note(name, count + " annotations " + what);
        }
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
        } else if (!hasBox(entry)) {
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
