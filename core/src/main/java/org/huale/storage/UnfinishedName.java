package org.huale.storage;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What files and folders are called until they are complete: hidden, beside the name they will have, and unlike anything a
 * person would call a file, so that what killed processes left can be told from people's own and deleted.
 */
public final class UnfinishedName {
    private static final int DIGITS = 12;
    private static final Pattern OURS = Pattern.compile("\\..+\\.[0-9a-f]{" + DIGITS + "}\\.huale");
    /** With the number of the process, as earlier versions called them. */
    private static final Pattern EARLIER = Pattern.compile("\\..+\\.\\d+\\.tmp");

    private UnfinishedName() {}

    /**
     * Another one each time. It is drawn and not made of the process' number, since in containers every process is number 1
     * and what one left would be in the way of the next; no result depends on it.
     */
    public static String of(String name) {
        String drawn = UUID.randomUUID().toString().replace("-", "").substring(0, DIGITS);
        return "." + name + "." + drawn + ".huale";
    }

    /** Whether it is the name of something that was being written and is called so when complete. */
    public static boolean isOne(String unfinished, String name) {
        return isOne(unfinished) && unfinished.startsWith("." + name + ".") && unfinished.length() == of(name).length();
    }

    /** Whether it is the name of something that was being written. */
    public static boolean isOne(String name) {
        return OURS.matcher(name).matches() || EARLIER.matcher(name).matches();
    }
}
