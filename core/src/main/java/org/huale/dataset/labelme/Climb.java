package org.huale.dataset.labelme;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths such as {@code labels/../images/a.jpg}, which files in a folder of their own have. */
final class Climb {
    private Climb() {}

    /** Without {@code ..} where these do not lead out of the folder; as it is where they do, so that the path is refused. */
    static String resolved(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return path;
                }
                parts.removeLast();
            } else if (!part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }
}
