package org.huale.inbox.cvat;

import java.util.function.Function;
import java.util.regex.Pattern;
import org.huale.inbox.partner.Secret;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** What opens CVAT. It comes from the environment or a file, never from a configuration, and nothing shows it. */
public final class CvatToken {
    /** The variable of the environment that is looked at first. */
    public static final String VARIABLE = "HUALE_CVAT_TOKEN";

    private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{40}");
    private static final Pattern PERSONAL = Pattern.compile("[!-9;-~]{16,1000}");
    private static final Pattern LOGIN = Pattern.compile("[^:\\p{Cntrl}]+:[^\\p{Cntrl}]+");

    private final String text;

    private CvatToken(String text) {
        this.text = text;
    }

    /**
     * A personal access token, an older key of 40 hexadecimal digits, or {@code NAME:PASSWORD}, with which HUALE logs in.
     *
     * @param environment the value of a variable, null where it is not set
     * @param file that holds nothing but the token; blank for none
     * @throws HualeException where there is none, or what is there can be none
     */
    public static CvatToken of(Function<String, @Nullable String> environment, String file) {
        Secret secret = Secret.of(environment, VARIABLE, file, CvatDoor.PROGRAM);
        if (!PERSONAL.matcher(secret.text()).matches()
                && !LOGIN.matcher(secret.text()).matches()) {
            throw new HualeException(secret.where()
                    + ": holds no token of CVAT, which is a personal access token, a key of 40 hexadecimal digits or"
                    + " NAME:PASSWORD; it has " + secret.text().length() + " characters");
        }
        return new CvatToken(secret.text());
    }

    /** Whether it is a name and a password, for which the server gives a key. */
    boolean isLogin() {
        return text.indexOf(':') >= 0;
    }

    /** Whether it is an older key. */
    static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    String text() {
        return text;
    }

    @Override
    public String toString() {
        return "a token of CVAT";
    }
}
