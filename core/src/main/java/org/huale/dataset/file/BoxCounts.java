package org.huale.dataset.file;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;
import org.huale.dataset.box.BoxForm;
import org.huale.dataset.box.Doubt;
import org.huale.dataset.option.ClassDoubt;

/**
 * How many boxes a reader changed.
 *
 * @param clipped reached outside their image and were cut at its border
 * @param dropped had no extent, or could not be understood, and were left out
 * @param geometry what all boxes together say of the way they are stated
 */
public record BoxCounts(
        int clipped, int dropped, @JsonIgnore Geometry geometry) {

    /**
     * @param asked the form in which the reader was asked to read boxes, and did; empty where it read its format's own
     * @param doubt whether the boxes can have been meant so
     * @param turned images that EXIF turns, where nothing tells whether their boxes are turned, too
     * @param classes whether the numbers of their classes can have been meant so
     */
    public record Geometry(Optional<BoxForm> asked, Optional<Doubt> doubt, int turned, Optional<ClassDoubt> classes) {}

    /** Of boxes that nothing speaks against. */
    public BoxCounts(int clipped, int dropped) {
        this(clipped, dropped, new Geometry(Optional.empty(), Optional.empty(), 0, Optional.empty()));
    }
}
