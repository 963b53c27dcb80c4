package org.huale.command;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into words without any shell: blanks separate; within single or within double quotes everything stands for
 * itself, blanks and the other quotes, too. Nothing else means anything, a backslash neither.
 */
final class WordSplitter {
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private char quote;

    private WordSplitter() {}

    /** @throws IllegalArgumentException where a quote has no end */
    static List<String> words(String line) {
        WordSplitter splitter = new WordSplitter();
        line.chars().forEach(it -> splitter.take((char) it));
        if (splitter.quote != 0) {
            throw new IllegalArgumentException("the quote " + splitter.quote + " has no end");
        }
        splitter.end();
        return splitter.words;
    }

    private void take(char next) {
        if (quote == 0 && (next == '\'' || next == '"')) {
            quote = next;
            begun = true; // quotes around nothing are an empty word
        } else if (next == quote) {
            quote = 0;
        } else if (quote == 0 && Character.isWhitespace(next)) {
            end();
        } else {
            word.append(next);
            begun = true;
        }
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
    }
}
