package org.huale.image.format;

/** Bytes that are no usable image; says why, not which file: {@link EncodedImage} adds that. */
class BadImage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadImage(String message) {
        super(message);
    }

    BadImage(String message, Throwable cause) {
        super(message, cause);
    }

    /** The machine could not read the bytes, or had no memory for them: nothing is known of the image. */
    static final class Unread extends BadImage {
        private static final long serialVersionUID = 1L;

        Unread(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
