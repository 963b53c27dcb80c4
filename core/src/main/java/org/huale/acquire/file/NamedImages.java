package org.huale.acquire.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.coco.CocoEntry;
import org.jspecify.annotations.Nullable;

/** The images of a pool by all that a file may call them: number, id, file name, either without extension. */
final class NamedImages {
    private final Map<ImageId, ImageRecord> records = new HashMap<>();
    private final CocoNumbering numbering;
    private final boolean numbered;
    private @Nullable Map<String, Optional<ImageRecord>> shortNames; // empty where several have it

    NamedImages(Dataset pool, CocoNumbering numbering) {
        pool.images().forEach(image -> records.put(image.id(), image));
        this.numbering = numbering;
        this.numbered = pool.images().stream().allMatch(image -> numbering.contains(image.id()));
    }

    /** Without annotations, which are not for selection to see. */
    ImageRecord record(ImageId image) {
        ImageRecord known = records.get(image);
        if (known == null) {
            throw new IllegalArgumentException("image " + image + " is not in the pool");
        }
        return known.annotations().isEmpty()
                ? known
                : new ImageRecord(known.id(), known.file(), known.size(), List.of());
    }

    /** The image that an entry is of. */
    ImageRecord of(CocoEntry entry) {
        String name = entry.imageName();
        ImageRecord found =
                name == null ? numbering.image(entry.image()).map(records::get).orElse(null) : byName(name, entry);
        if (found == null && name == null && !numbered) {
            throw entry.fault("image_id " + entry.image()
                    + " is a number, but the images of the pool have none; give file names");
        }
        if (found == null) {
            throw entry.fault("image_id " + (name == null ? entry.image() : "\"" + name + "\"")
                    + " is none of the pool's " + records.size() + " images");
        }
        return found;
    }

    private @Nullable ImageRecord byName(String name, CocoEntry entry) {
        ImageRecord exact = name.isBlank() ? null : records.get(new ImageId(name));
        if (exact != null) {
            return exact;
        }
        if (shortNames == null) {
            shortNames = shortNames();
        }
        Optional<ImageRecord> image = shortNames.get(name);
        if (image != null && image.isEmpty()) {
            throw entry.fault("image_id \"" + name + "\" is the name of several images; give the folder, too");
        }
        return image == null ? null : image.get();
    }

    private Map<String, Optional<ImageRecord>> shortNames() {
        Map<String, Optional<ImageRecord>> names = new HashMap<>();
        for (ImageRecord image : records.values()) {
            String file = String.valueOf(image.file().getFileName());
            String id = image.id().value();
            String last = id.substring(id.lastIndexOf('/') + 1);
            Stream.of(file, stem(file), last, stem(last), stem(id))
                    .distinct()
                    .forEach(name -> names.merge(name, Optional.of(image), (a, b) -> Optional.empty()));
        }
        return names;
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
    }
}
