package org.huale.dataset.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.RelativePath;

/** The images of a data set by all the names that another program may use for them. */
final class Names {
    private final Map<String, ImageId> exact = new HashMap<>();
    private final Map<String, Optional<ImageId>> loose = new HashMap<>(); // empty where several have the name
    private final Map<Long, Optional<ImageId>> numerals = new HashMap<>();

    private Names() {}

    static Names of(List<ImageRecord> images) {
        Names names = new Names();
        images.forEach(names::add);
        return names;
    }

    private void add(ImageRecord image) {
        String id = image.id().value();
        String file = String.valueOf(image.file().getFileName());
        exact.put(id, image.id());
        List.of(last(id), file, RelativePath.stem(id), RelativePath.stem(last(id)), RelativePath.stem(file)).stream()
                .distinct()
                .forEach(name -> loose.merge(name, Optional.of(image.id()), (a, b) -> Optional.empty()));
        OptionalLong number = Numerals.parse(RelativePath.stem(last(id)));
        if (number.isPresent()) {
            numerals.merge(number.getAsLong(), Optional.of(image.id()), (a, b) -> Optional.empty());
        }
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The image whose id the text is, or else the only one that has it as a name. */
    Optional<ImageId> named(String text) {
        ImageId id = exact.get(text);
        return id != null ? Optional.of(id) : loose.getOrDefault(text, Optional.empty());
    }

    /** True where several images have the name and none has it as its id. */
    boolean isShared(String text) {
        return !exact.containsKey(text)
                && loose.containsKey(text)
                && loose.getOrDefault(text, Optional.empty()).isEmpty();
    }

    /** The only image whose file name is that number. */
    Optional<ImageId> numbered(long number) {
        return numerals.getOrDefault(number, Optional.empty());
    }
}
