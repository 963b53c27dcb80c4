package org.huale.dataset.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Words for what the file system says, whose own messages are often only the path again. */
public final class Failures {
    private Failures() {}

    static boolean isMissing(IOException e) {
        return e instanceof NoSuchFileException;
    }

    public static String reason(IOException e) {
        if (isMissing(e)) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
