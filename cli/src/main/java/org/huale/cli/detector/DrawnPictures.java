package org.huale.cli.detector;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.Marks;
import org.huale.image.Image;
import org.huale.image.ImageReader;
import org.huale.image.ImageWriter;
import org.huale.image.draw.BoxPainter;
import org.huale.problem.HualeException;
import org.huale.storage.OwnFiles;

/** A folder of images with what was found in them drawn in. */
record DrawnPictures(Path folder, Map<Path, String> names, ImageReader reader) {

    /** @throws HualeException where a picture is in the way that is none of an earlier detection */
    static DrawnPictures in(Path folder, List<Path> images, ImageReader reader) {
        Map<Path, String> names = PictureNames.of(images);
        new OwnFiles(folder, "detections").claim(names.values());
        return new DrawnPictures(folder, names, reader);
    }

    void draw(ImageRecord image, Detections detections, ClassNames classes) {
        Image drawn = BoxPainter.paint(reader.read(image.file()), Marks.of(detections, classes, 0));
        ImageWriter.write(drawn, folder.resolve(requireNonNull(names.get(image.file()))));
    }
}
