package org.huale.command;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.huale.config.NearestKey;

/**
 * A program and its arguments with {@link Placeholder}s, as a configuration says them: a list, or a line that
 * {@link WordSplitter} takes apart. What replaces a placeholder stays within its word, whatever blanks it has. A brace of
 * one's own is written twice.
 */
public final class CommandTemplate {
    private static final Pattern BRACES = Pattern.compile("\\{\\{|}}|\\{([^{}]*)}|[{}]");

    private final Object said;
    private final List<String> words;

    private CommandTemplate(Object said, List<String> words) {
        this.said = said;
        this.words = words;
    }

    /** No command. */
    static CommandTemplate none() {
        return of("");
    }

    /**
     * @param said a line or a list of words, numbers among them
     * @throws IllegalArgumentException where it is neither, or a quote or a brace is out of place
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static CommandTemplate of(Object said) {
        List<String> words = words(said);
        CommandTemplate template = new CommandTemplate(said instanceof String ? said : words, words);
        template.asked(); // checks the braces
        return template;
    }

    private static List<String> words(Object said) {
        if (said instanceof String line) {
            return List.copyOf(WordSplitter.words(line));
        }
        if (said instanceof List<?> list
                && list.stream()
                        .allMatch(it -> it instanceof String || it instanceof Number || it instanceof Boolean)) {
            return list.stream().map(String::valueOf).toList();
        }
        throw new IllegalArgumentException("a command is a line or a list of words, got " + said);
    }

    /** As it was written. */
    @JsonValue
    public Object said() {
        return said;
    }

    boolean isGiven() {
        return !words.isEmpty();
    }

    boolean asksFor(Placeholder wanted) {
        return asked().contains(wanted);
    }

    /** The program that is started; empty where there is none, or a placeholder says which. */
    Optional<String> program() {
        return words.stream()
                .limit(1)
                .filter(it -> asked(List.of(it)).isEmpty())
                .map(it -> filled(it, Map.of()))
                .findFirst();
    }

    /** All placeholders in it. */
    Set<Placeholder> asked() {
        return asked(words);
    }

    private static Set<Placeholder> asked(List<String> words) {
        Set<Placeholder> asked = EnumSet.noneOf(Placeholder.class);
        for (String word : words) {
            Matcher matcher = BRACES.matcher(word);
            while (matcher.find()) {
                if (!isEscape(matcher.group())) {
                    asked.add(placeholder(matcher, word));
                }
            }
        }
        return asked;
    }

    private static boolean isEscape(String braces) {
        return braces.equals("{{") || braces.equals("}}");
    }

    private static Placeholder placeholder(Matcher matcher, String word) {
        String name = matcher.group(1);
        if (name == null) {
            throw new IllegalArgumentException(
                    "'" + word + "' has a single brace; a brace that stands for itself is written twice, {{ or }}");
        }
        return Placeholder.named(name).orElseThrow(() -> unknown(name));
    }

    private static IllegalArgumentException unknown(String name) {
        List<String> known =
                List.of(Placeholder.values()).stream().map(Placeholder::word).toList();
        String meant = NearestKey.among(known, name)
                .map(it -> "; did you mean {" + it + "}?")
                .orElse("");
        return new IllegalArgumentException("{" + name + "} is no placeholder" + meant + "; there are " + braced(known)
                + ", and a brace that stands for itself is written twice");
    }

    private static String braced(List<String> names) {
        return names.stream().map(it -> "{" + it + "}").collect(Collectors.joining(" "));
    }

    /** @throws IllegalArgumentException where it asks for what there is not in such a step */
    CommandTemplate requireFor(Placeholder.Step step) {
        Set<Placeholder> odd = asked();
        odd.removeAll(step.known());
        if (!odd.isEmpty()) {
            throw new IllegalArgumentException(odd.iterator().next() + " is not known to " + step.key() + ", which has "
                    + step.known().stream().map(Placeholder::toString).collect(Collectors.joining(" ")));
        }
        return this;
    }

    /** The words with values in place of the placeholders; each that is asked for must be there. */
    List<String> filled(Map<Placeholder, String> values) {
        return words.stream().map(word -> filled(word, values)).toList();
    }

    private static String filled(String word, Map<Placeholder, String> values) {
        return BRACES.matcher(word).replaceAll(it -> {
            String braces = it.group();
            String value = isEscape(braces)
                    ? braces.substring(1)
                    : values.get(Placeholder.named(it.group(1)).orElseThrow());
            if (value == null) {
                throw new IllegalStateException(braces + " has no value");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommandTemplate template && template.said.equals(said);
    }

    @Override
    public int hashCode() {
        return said.hashCode();
    }

    @Override
    public String toString() {
        return said.toString();
    }
}
