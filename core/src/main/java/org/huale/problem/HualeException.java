package org.huale.problem;

import org.huale.api.Stable;
import org.jspecify.annotations.Nullable;

/**
 * Input that cannot be used: the message alone tells the user what was wrong, the value, what is allowed and where. The
 * program prints it without a stack trace and ends with exit code 2. Misuse of code by code is
 * {@link IllegalArgumentException} instead.
 */
@Stable
public class HualeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HualeException(String message) {
        super(message);
    }

    public HualeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
