package org.huale.cli.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the sources of this project say of the components of a record, in its {@code @param} tags. */
final class Javadoc {
    private static final Pattern PARAM = Pattern.compile("@param (\\w+)\\s+([^@]*?)(?=\\s*(?:\n@\\w+ |$))");

    /** Braces within a tag are in pairs, at most two deep. */
    private static final Pattern INLINE =
            Pattern.compile("\\{@(code|link|linkplain)\\s+((?:[^{}]++|\\{(?:[^{}]++|\\{[^{}]*+})*+})*+)}");

    private Javadoc() {}

    /** As Markdown, by component; a component without a tag is not there. */
    static Map<String, String> components(Class<? extends Record> type) {
        Map<String, String> said = new LinkedHashMap<>();
        Matcher param = PARAM.matcher(markdown(comment(type)));
        while (param.find()) {
            said.put(param.group(1), param.group(2).strip().replaceAll("\\s+", " "));
        }
        return said;
    }

    /** The first sentence about the record itself; empty if there is none. */
    static String summary(Class<? extends Record> type) {
        String about = markdown(comment(type)).split("\n@|\n<p>|\n\n", 2)[0];
        return about.replaceAll("\\s+", " ").replaceAll("\\.(?: .*)?$", "").strip();
    }

    /** The comment before the record's declaration, without its stars; empty if there is none. */
    private static String comment(Class<?> type) {
        String source = source(type);
        Matcher declaration = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@[^\n]*\n\\s*)*(?:(?:public|private|static) )*record "
                                + type.getSimpleName() + "\\(",
                        Pattern.DOTALL)
                .matcher(source);
        return declaration.find()
                ? declaration.group(1).replaceAll("\n\\s*\\* ?", "\n").strip()
                : "";
    }

    private static String source(Class<?> type) {
        String file = type.getName().replaceAll("\\$.*", "").replace('.', '/') + ".java";
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            List<Path> found = modules.map(
                            module -> module.resolve("src/main/java").resolve(file))
                    .filter(Files::exists)
                    .toList();
            return found.isEmpty() ? "" : Files.readString(found.get(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String markdown(String javadoc) {
        return INLINE.matcher(javadoc.replaceAll("</?code>", "`"))
                .replaceAll(tag -> Matcher.quoteReplacement(inline(tag.group(1), tag.group(2))));
    }

    private static String inline(String kind, String text) {
        String words = text.replaceAll("\\s+", " ").strip();
        if (kind.equals("code")) {
            return "`" + words + "`";
        }
        if (words.contains(" ")) {
            return words.substring(words.indexOf(' ') + 1);
        }
        String name = words.replaceAll(".*[.#]", "");
        return "`" + (name.matches("[A-Z][A-Z0-9_]+") ? name.toLowerCase(Locale.ROOT) : name)
                + "`"; // constants as in a file
    }
}
