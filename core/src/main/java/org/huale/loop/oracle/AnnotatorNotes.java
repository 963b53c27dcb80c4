package org.huale.loop.oracle;

import java.nio.file.Path;
import java.util.Locale;
import org.huale.dataset.ClassNames;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.DatasetFormats;
import org.huale.dataset.FlatNames;

/** The text that people who annotate find beside the images. */
final class AnnotatorNotes {
    private AnnotatorNotes() {}

    static String of(Path labeled, ClassNames classes, FlatNames names) {
        return String.format(
                Locale.ROOT,
                """
                %s images wait for annotation.

                1. Load the images of this folder into an annotation tool. The classes are
                   %s
                   (classes.txt); spell them exactly so. Boxes that are there already are a
                   detector's guesses: correct them, delete them, add what they miss.
                2. Draw a tight box around every object of these classes. Do not rename, crop,
                   turn or resize the images.
                3. Export as %s
                   and put the files, as they are or packed as .zip, into
                   %s
                   The images themselves need not be there.
                4. An image without any object must be marked as finished by
                   %s
                   (a text file beside the others, with a name on each line).
                5. An image that cannot be annotated is set aside by a line in the text file
                   skipped.tsv in the folder of step 3: its name, a tab, and the reason. It
                   is never asked for again.
                6. Go on with: huale resume RUN
                   It tells what is missing or wrong, by file and place.

                images.tsv lists the images: file name here, name in the data set, size.
                """,
                names.byName().size(),
                words(classes),
                DatasetFormats.either(DatasetFormat::title),
                labeled.toAbsolutePath().normalize(),
                FilesOracle.imageWithoutObjects("\n   "));
    }

    private static String words(ClassNames classes) {
        return classes.count() == 0
                ? "none yet: huale classes RUN add NAME adds one"
                : String.join(", ", classes.names());
    }
}
