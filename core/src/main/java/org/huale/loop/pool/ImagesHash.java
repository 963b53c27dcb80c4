package org.huale.loop.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageRecord;
import org.huale.storage.Sha256;

/**
 * SHA-256 over the ids and sizes of images in their order. Unlike {@link org.huale.dataset.DatasetHash} it looks neither
 * at annotations, which a pool does not have, nor at files.
 */
final class ImagesHash {
    private ImagesHash() {}

    static String of(Dataset dataset) {
        MessageDigest digest = Sha256.digest();
        for (ImageRecord image : dataset.images()) {
            digest.update((image.id() + "\0" + image.size() + "\n").getBytes(UTF_8));
        }
        return Sha256.hex(digest);
    }
}
