package org.huale.inbox.labelstudio;

import java.util.function.Function;
import java.util.regex.Pattern;
import org.huale.inbox.partner.Secret;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** What opens Label Studio. It comes from the environment or a file, never from a configuration, and nothing shows it. */
public final class StudioToken {
    /** The variable of the environment that is looked at first. */
    public static final String VARIABLE = "HUALE_LABEL_STUDIO_TOKEN";

    private static final Pattern LEGACY = Pattern.compile("[0-9a-fA-F]{40}");
    private static final Pattern THREE_PARTS = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

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
        Secret secret = Secret.of(environment, VARIABLE, file, LabelStudioDoor.PROGRAM);
        return of(secret.text(), secret.where());
    }

    private static StudioToken of(String text, String where) {
        if (!LEGACY.matcher(text).matches() && !isThreeParts(text)) {
            throw new HualeException(where
                    + ": holds no token of Label Studio, which is 40 hexadecimal digits (legacy) or three"
                    + " parts with dots between them (personal access token); it has " + text.length() + " characters");
        }
        return new StudioToken(text);
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
