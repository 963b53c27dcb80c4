package org.huale.dataset;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where in a data set's name, after its prefix, the path ends and the detail begins: positions of a colon, or -1. */
public final class DetailCut {
    private DetailCut() {}

    /** The last colon, if a name without slashes follows it, so that a drive letter is not taken for a folder. */
    public static int beforeName(String rest) {
        return beforeName(rest, 0);
    }

    /** The first colon after one of the extensions or, where none is followed by a colon, -1. */
    public static int afterExtension(String rest, String... extensions) {
        Matcher matcher = Pattern.compile("(?i)\\.(?:" + String.join("|", extensions) + ")(?=:)")
                .matcher(rest);
        return matcher.find() ? matcher.end() : -1;
    }

    /** {@link #beforeName(String)}, but no colon before one that follows one of the extensions. */
    public static int beforeNameAfterExtension(String rest, String... extensions) {
        return beforeName(rest, Math.max(0, afterExtension(rest, extensions)));
    }

    private static int beforeName(String rest, int from) {
        int colon = rest.lastIndexOf(':');
        boolean named = rest.indexOf('/', colon + 1) < 0 && rest.indexOf('\\', colon + 1) < 0;
        return colon >= from && named ? colon : -1;
    }
}
