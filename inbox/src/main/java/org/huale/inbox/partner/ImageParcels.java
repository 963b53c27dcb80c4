package org.huale.inbox.partner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.huale.dataset.FlatNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.file.PortableImage;
import org.huale.inbox.content.InboxImage;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.TemporaryFolder;

/** Images on their way to a server: upright JPEG or PNG files under names that it leaves alone, some at a time. */
public final class ImageParcels {
    private static final int MOST = 50; // Label Studio takes at most 100 files at once
    private static final long MOST_BYTES = 100L << 20; // and 250 MB

    private final Map<ImageId, String> names = new HashMap<>();

    /** @param all images of the request, among which names are different */
    public ImageParcels(List<InboxImage> all) {
        FlatNames.of(all.stream().map(Asked::record).toList())
                .byName()
                .forEach((name, image) -> names.put(image.id(), name));
    }

    /** The name under which the server gets an image. */
    public String name(InboxImage image) {
        return Optional.ofNullable(names.get(image.name())).orElseThrow();
    }

    /** The images in parts that go out in one step each; a part of none where there are none. */
    public List<List<InboxImage>> batches(List<InboxImage> images) {
        List<List<InboxImage>> batches = new ArrayList<>();
        List<InboxImage> batch = new ArrayList<>();
        long bytes = 0;
        for (InboxImage image : images) {
            long size = size(image.file());
            if (!batch.isEmpty() && (batch.size() == MOST || bytes + size > MOST_BYTES)) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(image);
            bytes += size;
        }
        batches.add(batch);
        return batches;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    /**
     * Sends a part.
     *
     * @param sender gets the files by the names they are to have; they may be gone afterwards
     */
    public <T> T send(List<InboxImage> batch, Function<Map<String, Path>, T> sender) {
        try (TemporaryFolder copies = temporary()) {
            Map<String, Path> files = new LinkedHashMap<>();
            for (InboxImage image : batch) {
                String name = name(image);
                files.put(name, PortableImage.of(image.file(), copies.path().resolve(name)));
            }
            return sender.apply(files);
        }
    }

    private static TemporaryFolder temporary() {
        try {
            return TemporaryFolder.make("huale-upload");
        } catch (IOException e) {
            throw new HualeException("no folder for images on their way can be made: " + e.getMessage(), e);
        }
    }
}
