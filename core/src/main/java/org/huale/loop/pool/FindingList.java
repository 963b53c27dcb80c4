package org.huale.loop.pool;

import java.util.List;

/** Many findings in one message: the first twenty and how many there are. */
public final class FindingList {
    private static final int SHOWN = 20;

    private FindingList() {}

    /** On one line. */
    public static String firstOf(List<String> findings) {
        return join(findings, "; ");
    }

    /** Each on a line of its own, after a line that says how many. */
    public static String lines(List<String> findings) {
        return findings.size() + (findings.size() == 1 ? " problem:\n  " : " problems:\n  ") + join(findings, "\n  ");
    }

    private static String join(List<String> findings, String separator) {
        String shown = String.join(separator, findings.subList(0, Math.min(SHOWN, findings.size())));
        int more = findings.size() - SHOWN;
        return more > 0 ? shown + separator + "and " + more + " more" : shown;
    }
}
