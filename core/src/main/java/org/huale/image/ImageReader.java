package org.huale.image;

import java.nio.file.Path;
import org.huale.api.Stable;

/**
 * Reads an image file into RGB of 8 bits. Implementations are safe for use by many threads, refuse the same files, and
 * give the same size and the same pixels, for JPEG up to the rounding of its inverse transform (3 of 255 seen). Lossy WebP is read by ImageIO,
 * where no other decoder of it is on the class path, up to the interpolation of its chroma (20 seen, at sharp edges).
 *
 * <p>Read are JPEG (baseline, progressive, gray, RGB, CMYK, YCCK), PNG, BMP, WebP, TIFF and GIF (of these the first
 * picture), told apart by content. Fixed rules: gray is repeated over the channels; of 16 bits the upper 8 are kept;
 * palettes are looked up; alpha is dropped, so that transparent pixels show the colour stored below; CMYK is multiplied
 * ({@code 255 (1 - c) (1 - k)}); colour profiles and gamma are not applied. OpenCV's {@code IMREAD_COLOR} does the same.
 */
@Stable
public interface ImageReader {

    /**
     * @throws ImageException where the file is missing, truncated (however little is missing), undecodable, of more
     *     pixels than allowed, or of an orientation that the policy refuses; the message names the file
     */
    Image read(Path file);
}
