package org.huale.cli.detector;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the pictures of images are called in one folder, each otherwise. */
final class PictureNames {
    private static final String ENDING = ".png";

    private PictureNames() {}

    /** The image's name with its ending, so that a.png and a.jpg stay two pictures; where a name comes again, with a number. */
    static Map<Path, String> of(List<Path> images) {
        Map<Path, String> names = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (Path image : images) {
            String name = image.getFileName() + ENDING;
            for (int i = 2; !taken.add(name); i++) {
                name = image.getFileName() + "-" + i + ENDING;
            }
            names.put(image, name);
        }
        return names;
    }
}
