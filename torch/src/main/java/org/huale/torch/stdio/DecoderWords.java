package org.huale.torch.stdio;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.huale.process.StandardStream;

/** What native decoders write to standard error of the files that they read: warnings of the log, with the file's name. */
public final class DecoderWords {
    private static final Optional<FileWords> CAUGHT =
            CaughtDescriptor.of(StandardStream.ERR).map(FileWords::untilTheEnd);

    private DecoderWords() {}

    /**
     * Decodes a file.
     *
     * @param decoding may be done twice, where something is said
     */
    public static <T> T logged(Path file, Supplier<T> decoding) {
        return CAUGHT.isPresent() ? CAUGHT.get().heard(file, decoding) : decoding.get();
    }
}
