package org.huale.torch.train;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.huale.image.Image;
import org.huale.image.ImageReader;

/**
 * Keeps decoded images until the given number of bytes is full. Nothing is put out again: every epoch reads every image
 * once, so that the least recently used one is the next one wanted.
 */
final class ImageCache implements ImageReader {
    private final ImageReader reader;
    private final long capacity;
    private final AtomicLong held = new AtomicLong();
    private final ConcurrentMap<Path, Image> images = new ConcurrentHashMap<>();

    ImageCache(ImageReader reader, long capacityBytes) {
        this.reader = reader;
        this.capacity = capacityBytes;
    }

    @Override
    public Image read(Path file) {
        Image known = images.get(file);
        if (known != null) {
            return known;
        }
        Image image = reader.read(file);
        int bytes = image.rgb().length;
        if (held.addAndGet(bytes) > capacity) {
            held.addAndGet(-bytes);
        } else if (images.putIfAbsent(file, image) != null) {
            held.addAndGet(-bytes); // two threads read it at once
        }
        return image;
    }
}
