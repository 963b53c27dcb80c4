package org.huale.loop.folder;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huale.dataset.ImageId;

/** The images that people set aside when those of a cycle were annotated; absent where there are none. */
public final class SkippedFile {
    private SkippedFile() {}

    /** @param cycle that asked for them, -1 for the initial set */
    private record Content(int cycle, List<Skipped> images) {}

    private record Skipped(ImageId image, String reason) {}

    public static void write(RunFiles files, String name, int cycle, Map<ImageId, String> skipped) {
        if (skipped.isEmpty()) {
            files.delete(name); // of a process that died, after which people thought again
            return;
        }
        List<Skipped> images = new TreeMap<>(skipped)
                .entrySet().stream()
                        .map(it -> new Skipped(it.getKey(), it.getValue()))
                        .toList();
        files.write(name, new Content(cycle, images));
    }

    public static Map<ImageId, String> read(RunFiles files, String name) {
        Map<ImageId, String> skipped = new TreeMap<>();
        files.read(name, Content.class)
                .ifPresent(it -> it.images().forEach(image -> skipped.put(image.image(), image.reason())));
        return skipped;
    }
}
