package org.huale.inbox.labelstudio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.jspecify.annotations.Nullable;

/** What opens Label Studio. It comes from the environment or a file, never from a configuration, and nothing shows it. */
public final class StudioToken {
    /** The variable of the environment that is looked at first. */
    public static final String VARIABLE = "HUALE_LABEL_STUDIO_TOKEN";

    private static final Pattern LEGACY = Pattern.compile("[0-9a-fA-F]{40}");
    private static final Pattern THREE_PARTS = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
    private static final long MOST_BYTES = 1 << 16;

    private final String text;

    private StudioToken(String text) {
        this.text = text;
    }

    /**
     * @param environment the value of a variable, null where it is not set
     * @param file that holds nothing but the token; blank for none
     * @throws HualeException where there is no token, or what is there is none
     */
    public static StudioToken of(Function<String, @Nullable String> environment, String file) {
        String set = Optional.ofNullable(environment.apply(VARIABLE)).orElse("");
        if (!set.isBlank()) {
            return of(set.strip(), "the environment's " + VARIABLE);
        }
        if (file.isBlank()) {
            throw new HualeException("Label Studio needs a token: set the environment's " + VARIABLE
                    + ", or name a file that holds it as oracle.tokenFile");
        }
        return of(read(Path.of(file)), file);
    }

    private static StudioToken of(String text, String where) {
        if (!LEGACY.matcher(text).matches() && !isThreeParts(text)) {
            throw new HualeException(where
                    + ": holds no token of Label Studio, which is 40 hexadecimal digits (legacy) or three"
                    + " parts with dots between them (personal access token); it has " + text.length() + " characters");
        }
        return new StudioToken(text);
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new HualeException(file + ": is larger than a token can be");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    /** Whether a text has the form of a JSON web token. */
    static boolean isThreeParts(String text) {
        return THREE_PARTS.matcher(text).matches();
    }

    /** Whether it only renews short-lived tokens. */
    boolean isPersonal() {
        return isThreeParts(text);
    }

    String text() {
        return text;
    }

    @Override
    public String toString() {
        return "a token of Label Studio";
    }
}
