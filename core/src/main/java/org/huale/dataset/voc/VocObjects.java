package org.huale.dataset.voc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.box.BoxForm;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.file.DecimalText;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.RawBox;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;

/**
 * Turns the objects of a VOC file into annotations.
 *
 * <p>VOC counts pixels from 1 and both corners belong to the box: {@code x1 = xmin - 1, y1 = ymin - 1, x2 = xmax,
 * y2 = ymax} in continuous pixels. A side with {@code xmin = xmax} would by that be one pixel long; in real files it is
 * what annotation tools leave of a click without a drag, so such a box counts as one without extent. In another form that was
 * asked for, two equal numbers say no such thing.
 */
record VocObjects(ClassNames classes, ImageSize size, Findings findings) {

    /** The usable ones, in file order. */
    List<Annotation> annotations(VocFile file, String where) {
        List<Annotation> annotations = new ArrayList<>();
        Set<Annotation> seen = new HashSet<>();
        for (int i = 0; i < file.objects().size(); i++) {
            VocFile.VocObject object = file.objects().get(i);
            String place = where + ": object " + (i + 1) + " (line " + object.line() + ")";
            annotation(object, place).ifPresent(annotation -> {
                annotations.add(annotation);
                if (!seen.add(annotation)) {
                    findings.repeated(place);
                }
            });
        }
        return annotations;
    }

    private Optional<Annotation> annotation(VocFile.VocObject object, String where) {
        OptionalInt classIndex = classIndex(object.name(), where);
        if (classIndex.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<Box> inside = isRotated(object)
                    ? frame(object).cut(size, () -> where, findings)
                    : rawBox(object, where).flatMap(raw -> raw.within(size, () -> where, findings));
            return inside.map(box -> new Annotation(
                    box,
                    classIndex.getAsInt(),
                    flag(object, "difficult", where),
                    flag(object, "crowd", where),
                    area(object, box, where)));
        } catch (HualeException e) {
            findings.refused(where, e.getMessage() + "");
            return Optional.empty();
        }
    }

    private OptionalInt classIndex(String name, String where) {
        Optional<String> fault = Bounds.faultOfClassName(name);
        OptionalInt index = classes.meant(name);
        if (fault.isPresent() || index.isEmpty()) {
            findings.refused(where, fault.orElse("class '" + name + "' is not in the folder's list of classes"));
            return OptionalInt.empty();
        }
        return index;
    }

    /** As roLabelImg writes: {@code robndbox} with centre, size and an angle in radians. */
    private static boolean isRotated(VocFile.VocObject object) {
        return object.values().containsKey("angle") && !object.values().containsKey("xmin");
    }

    private RawBox frame(VocFile.VocObject object) {
        findings.count("rotated boxes; their upright frames were taken");
        double[] cxcywh = {number(object, "cx"), number(object, "cy"), number(object, "w"), number(object, "h")};
        return RawBox.ofRotated(cxcywh, number(object, "angle"));
    }

    private Optional<RawBox> rawBox(VocFile.VocObject object, String where) {
        RawBox stated = stated(object);
        if (findings.reads(BoxForm.VOC) && stated.isEmpty()) {
            findings.refused(where, "box " + stated + " has no extent, xmin < xmax and ymin < ymax are needed");
            return Optional.empty();
        }
        return Optional.of(new RawBox(stated.x1() - 1, stated.y1() - 1, stated.x2(), stated.y2()));
    }

    /** Read from text only where the file does not have the corners as plain numbers, so that what is wrong is told. */
    private RawBox stated(VocFile.VocObject object) {
        RawBox corners = object.corners();
        return corners == null
                ? new RawBox(
                        number(object, "xmin"), number(object, "ymin"), number(object, "xmax"), number(object, "ymax"))
                : corners;
    }

    private double number(VocFile.VocObject object, String name) {
        String text = object.values().get(name);
        if (text == null) {
            throw new HualeException("has no <" + name + ">");
        }
        if (DecimalText.hasComma(text)) {
            findings.count("numbers with commas; read as points");
        }
        return DecimalText.parse(text)
                .orElseThrow(() -> new HualeException("<" + name + "> must be a number, got '" + text + "'"));
    }

    /** As it is stated, or else the box's: what is no area is no reason to lose the box. */
    private double area(VocFile.VocObject object, Box box, String where) {
        String text = object.values().get("area");
        double area = text == null ? box.area() : DecimalText.parse(text).orElse(Double.NaN);
        if (area >= 0 && area < Double.POSITIVE_INFINITY) {
            return area;
        }
        findings.note(where, "<area> must be a number from 0, got '" + text + "'; that of the box is taken");
        return box.area();
    }

    private boolean flag(VocFile.VocObject object, String name, String where) {
        String text = object.values().getOrDefault(name, "0");
        switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes" -> {
                return true;
            }
            case "0", "false", "no", "", "unspecified" -> {
                return false;
            }
            default -> {
                findings.note(where, "<" + name + "> must be 0 or 1, got '" + text + "'; taken for 0");
                return false;
            }
        }
    }
}
