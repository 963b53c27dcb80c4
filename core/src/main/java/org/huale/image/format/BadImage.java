package org.huale.image.format;

/** Bytes that are no usable image; says why, not which file: {@link EncodedImage} adds that. */
final class BadImage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadImage(String message) {
        super(message);
    }

    BadImage(String message, Throwable cause) {
        super(message, cause);
    }
}
