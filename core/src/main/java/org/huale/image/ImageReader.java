package org.huale.image;

import java.nio.file.Path;

/**
 * Reads an image file into RGB. Implementations are safe for use by many threads and give the same size and, up to the
 * decoder's rounding, the same pixels: gray is repeated over the channels, 16 bits are scaled to 8, alpha is laid on
 * black, no colour profile is
 * applied.
 */
public interface ImageReader {

    /**
     * @throws ImageException where the file is missing, truncated, undecodable or too large; the message names the file
     */
    Image read(Path file);
}
