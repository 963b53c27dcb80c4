package org.huale.web.desk;

/**
 * What a reviewer says of a finished image.
 *
 * @param revision that was looked at
 * @param verdict {@code accept} or {@code send_back}
 * @param note to the annotator; may be empty
 * @param seconds spent since the last save
 */
public record Verdict(int revision, String verdict, String note, double seconds) {
    private static final int LONGEST_NOTE = 1000;

    /** @throws BadInput where there is no such verdict, or nothing is said about what is sent back */
    public Verdict {
        if (!verdict.equals("accept") && !verdict.equals("send_back")) {
            throw new BadInput("verdict: must be accept or send_back, got " + verdict);
        }
        if (verdict.equals("send_back") && note.isBlank()) {
            throw new BadInput("note: whoever sends an image back must say why");
        }
        if (note.length() > LONGEST_NOTE) {
            throw new BadInput("note: at most " + LONGEST_NOTE + " characters, got " + note.length());
        }
        Change.requireSeconds(seconds);
    }
}
