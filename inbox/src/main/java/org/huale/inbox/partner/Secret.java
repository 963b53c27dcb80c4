package org.huale.inbox.partner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.jspecify.annotations.Nullable;

/**
 * A text that nobody may see. It comes from the environment or a file, never from a configuration.
 *
 * @param where it comes from, for messages
 */
public record Secret(String text, String where) {
    private static final long MOST_BYTES = 1 << 16;

    /**
     * @param environment the value of a variable, null where it is not set
     * @param variable that is looked at first
     * @param file that holds nothing else; blank for none
     * @param program that it opens, for messages
     * @throws HualeException where there is none
     */
    public static Secret of(
            Function<String, @Nullable String> environment, String variable, String file, String program) {
        String set = Optional.ofNullable(environment.apply(variable)).orElse("");
        if (!set.isBlank()) {
            return new Secret(set.strip(), "the environment's " + variable);
        }
        if (file.isBlank()) {
            throw new HualeException(program + " needs a token: set the environment's " + variable
                    + ", or name a file that holds it as oracle.tokenFile");
        }
        return new Secret(read(Path.of(file)), file);
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new HualeException(file + ": is larger than a token can be");
            }
            return InputFile.text(file).strip();
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    @Override
    public String toString() {
        return "a token from " + where;
    }
}
