package org.huale.cli;

import java.io.PrintWriter;
import org.huale.loop.folder.RunJson;

/** Answers for programs: one JSON value, indented, its properties in the order of the record's components. */
public final class JsonOutput {

    private JsonOutput() {}

    public static void print(PrintWriter out, Object answer) {
        out.println(text(answer));
        out.flush();
    }

    /** Ids of images and paths are plain strings. */
    static String text(Object answer) {
        return ascii(RunJson.text(answer));
    }

    /** The same JSON in letters that the encoding of every terminal has, as whatever reads the answer need not know that encoding. */
    public static String ascii(String json) {
        return TerminalText.escaped(json, c -> c >= 0x80); // others than ASCII stand within strings alone
    }
}
