package org.huale.problem;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Names of files that cannot be written in the encoding that the system has for them: under {@code LC_ALL=C} all with letters
 * that ASCII lacks. A file of such a name can be listed, but what the list shows names no file.
 */
public final class UnshownName {
    /** What stands in a text for what could not be decoded. */
    public static final char NOT_SHOWN = '\uFFFD';

    /** What helps where the encoding of the system is to blame. */
    public static final String WAY_OUT = "set a UTF-8 locale, such as LC_ALL=C.UTF-8";

    private static final String ENCODING = System.getProperty("sun.jnu.encoding", "UTF-8");

    private UnshownName() {}

    /** To say of a text that is no path here. */
    public static String words(InvalidPathException text) {
        String shown = "'" + text.getInput().replace('\0', '?') + "' cannot be the name of a file here: ";
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(text.getInput());
        return shown + text.getReason() + (ascii || isUnicode() ? "" : "; " + wayOut());
    }

    /** @throws HualeException where a listed path is lost once it is written as text */
    public static void require(Path listed) {
        String text = listed.toString();
        if (text.indexOf(NOT_SHOWN) >= 0 && !isThat(text, listed)) {
            throw new HualeException(listed + ": a file has a name that cannot be shown nor asked for; "
                    + (isUnicode() ? "rename it" : wayOut() + ", or rename it"));
        }
    }

    private static boolean isThat(String text, Path listed) {
        try {
            return Path.of(text).equals(listed);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isUnicode() {
        return ENCODING.equalsIgnoreCase("UTF-8");
    }

    private static String wayOut() {
        return "names are in " + ENCODING + " here: " + WAY_OUT;
    }
}
