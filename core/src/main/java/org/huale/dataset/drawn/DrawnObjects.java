package org.huale.dataset.drawn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.file.Findings;
import org.huale.geometry.ImageSize;

/** Turns drawn objects of an image into annotations. */
record DrawnObjects(ClassNames classes, ImageSize size, Findings findings) {

    /** The usable ones, in file order. */
    List<Annotation> annotations(List<DrawnObject> objects) {
        List<Annotation> annotations = new ArrayList<>();
        Set<Annotation> seen = new HashSet<>();
        for (DrawnObject object : objects) {
            annotation(object).ifPresent(annotation -> {
                annotations.add(annotation);
                if (!seen.add(annotation)) {
                    findings.repeated(object.where());
                }
            });
        }
        return annotations;
    }

    private Optional<Annotation> annotation(DrawnObject object) {
        object.outline().fault().ifPresent(why -> findings.refused(object.where(), why));
        OptionalInt index = object.hasBox() ? classIndex(object) : OptionalInt.empty();
        if (index.isEmpty()) {
            return Optional.empty();
        }
        return object.outline()
                .frame(size)
                .within(size, object::where, findings)
                .map(box -> new Annotation(
                        box,
                        index.getAsInt(),
                        object.marks().difficult(),
                        object.marks().crowd(),
                        box.area()));
    }

    private OptionalInt classIndex(DrawnObject object) {
        Optional<String> fault = Bounds.faultOfClassName(object.label());
        OptionalInt index = classes.meant(object.label());
        if (fault.isPresent() || index.isEmpty()) {
            findings.refused(
                    object.where(),
                    fault.orElseGet(() -> "class '" + object.label() + "' is not in the list of classes"));
            return OptionalInt.empty();
        }
        return index;
    }
}
