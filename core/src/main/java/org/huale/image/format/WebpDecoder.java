package org.huale.image.format;

import java.util.ServiceLoader;

/**
 * Decodes WebP in the place of ImageIO, whose plug-in gives other colours for lossy files and reads more of the damaged ones; found by
 * {@link ServiceLoader}. Where there is one, every reader of the process takes it: a WebP has one decoder, and what that refuses is refused.
 */
public interface WebpDecoder extends EncodedImage.Decoder {}
