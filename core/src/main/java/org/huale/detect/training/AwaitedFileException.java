package org.huale.detect.training;

/** Leaves work that cannot go on before somebody brings a file. */
public final class AwaitedFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param words what waits for which file, for people */
    public AwaitedFileException(String words) {
        super(words, null, false, false);
    }
}
