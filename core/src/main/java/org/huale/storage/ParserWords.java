package org.huale.storage;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * What the parser of JSON and YAML says of a mistake, in words for whoever wrote the file: on one line, without its advice to
 * programmers and without names of classes.
 */
public final class ParserWords {
    private static final List<Map.Entry<Pattern, String>> REPLACED = List.of(
            Map.entry(Pattern.compile("\\s*\\R\\s*"), " "),
            Map.entry(
                    Pattern.compile("Missing creator property '([^']*)' \\(index \\d+\\); `[^`]*` enabled"),
                    "'$1' is missing"),
            Map.entry(
                    Pattern.compile("Null value for creator property '([^']*)' \\(index \\d+\\); `[^`]*` enabled"),
                    "'$1' is null"),
            Map.entry(Pattern.compile("Duplicate Object property \"(.*)\""), "key '$1' is there twice"),
            Map.entry(Pattern.compile(":? enable `[^`]*`(?: to allow)?"), " is not allowed"),
            Map.entry(Pattern.compile(",? from `[^`]*`"), ""),
            Map.entry(Pattern.compile("\\s*\\([^()]*(?:Feature|`)[^()]*(?:\\([^()]*\\)[^()]*)*\\)"), ""),
            Map.entry(Pattern.compile("\\s*\\(class [^()]*\\)[^;]*"), ""),
            Map.entry(Pattern.compile("Cannot construct instance of `[^`]*`, problem: "), ""),
            Map.entry(Pattern.compile("Cannot deserialize value of type `[^`]*` from"), "Unexpected"),
            Map.entry(
                    Pattern.compile(
                            "Cannot (?:deserialize|construct|map|coerce) (.*?)(?: (?:of|to)(?: type)? `[^`]*`)"),
                    "Cannot use $1"),
            Map.entry(Pattern.compile("\\s*`[^`]*`"), ""),
            Map.entry(Pattern.compile("\\bjava(?:\\.\\w+)+: "), ""));

    private ParserWords() {}

    public static String of(JacksonException mistake) {
        return plain(String.valueOf(mistake.getOriginalMessage()));
    }

    static String plain(String message) {
        String words = message;
        for (Map.Entry<Pattern, String> it : REPLACED) {
            words = it.getKey().matcher(words).replaceAll(it.getValue());
        }
        return words.strip();
    }
}
