package org.huale.image;

import org.huale.api.Stable;
import org.huale.problem.HualeException;

/** An image file that cannot be read; the message names the file and the reason. */
@Stable
public final class ImageException extends HualeException {
    private static final long serialVersionUID = 1L;

    public ImageException(String message) {
        super(message);
    }

    public ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
