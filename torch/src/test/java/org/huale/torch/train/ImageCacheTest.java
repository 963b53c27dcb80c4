package org.huale.torch.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageReader;
import org.junit.jupiter.api.Test;

class ImageCacheTest {
    private static final int BYTES = 3 * 4 * 2;

    private final List<String> decoded = new ArrayList<>();
    private final ImageReader reader = file -> {
        decoded.add(file.toString());
        return new Image(new ImageSize(4, 2), new byte[BYTES]);
    };

    @Test
    void whatIsHeldIsDecodedOnce() {
        ImageCache cache = new ImageCache(reader, 2 * BYTES);
        Image first = cache.read(Path.of("a"));
        cache.read(Path.of("b"));
        assertThat(cache.read(Path.of("a"))).isSameAs(first);
        assertThat(decoded).containsExactly("a", "b");
    }

    @Test
    void whatDoesNotFitIsDecodedAgainAndPutsNothingOut() {
        ImageCache cache = new ImageCache(reader, 2 * BYTES - 1);
        for (String name : List.of("a", "b", "b", "a")) {
            cache.read(Path.of(name));
        }
        assertThat(decoded).containsExactly("a", "b", "b");
    }
}
