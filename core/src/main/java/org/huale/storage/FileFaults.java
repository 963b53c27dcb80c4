package org.huale.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Words for why a file cannot be read; those of the file system are often only the path again. */
public final class FileFaults {
    private static final String MISSING = "does not exist";

    private FileFaults() {}

    public static boolean isMissing(IOException e) {
        return e instanceof NoSuchFileException;
    }

    /** To follow a file's name and a colon: {@code does not exist}, {@code cannot be read: access denied}. */
    public static String unread(IOException e) {
        return isMissing(e) ? MISSING : "cannot be read: " + reason(e);
    }

    /** The file that it is about, which may lie in the one that was asked for. */
    public static String file(IOException e, Path asked) {
        String file = e instanceof FileSystemException system ? system.getFile() : null;
        return file == null ? asked.toString() : file;
    }

    /** The reason alone. */
    public static String reason(IOException e) {
        if (isMissing(e)) {
            return MISSING;
        }
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof CharacterCodingException) {
            return "it is not text in UTF-8";
        }
        if (e instanceof EOFException) {
            return "it breaks off";
        }
        String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
