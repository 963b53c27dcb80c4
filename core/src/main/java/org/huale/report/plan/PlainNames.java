package org.huale.report.plan;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where data lie on a machine is no part of a plan: {@code voc:/data/bccd:test} is {@code voc:bccd:test}. Where that would be the
 * name of two things, as of {@code data.yaml} in two folders, each keeps as many of the folders above as tell them apart.
 */
final class PlainNames {
    private static final int MOST_FOLDERS = 8;
    private static final String CYCLE = "{cycle}";

    /** In words, such as those of a command, blanks and commas end a path. */
    private static final Pattern IN_WORDS = Pattern.compile("[^:+\"\\[, ]*/");

    /** A path, or locators of data sets. A command that begins with a path has placeholders. */
    private static final Pattern PATH = Pattern.compile("(?:[\\w-]+:)*/[^{]*");

    /** How a data set is to be read, which names no folder; or folders, whose names may have blanks and commas. */
    private static final Pattern IN_PATH = Pattern.compile("(\\?[A-Za-z]+=[^+]*)|(?:(?!\\?[A-Za-z]+=)[^:+\"\\[])*/");

    /** Where a path of Windows begins, with what is before it. */
    private static final Pattern DRIVE = Pattern.compile("(^|[:+\"\\[, ])[A-Za-z]:(?=[\\\\/])");

    /** What a list of texts begins with, which is JSON. */
    private static final String LIST = "[\"";

    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]++|\\\\.)*+)\"");

    private PlainNames() {}

    /** The name of each value, which is the only one of it unless their whole paths are alike. */
    static Map<String, String> of(Collection<String> values) {
        Map<String, String> names = new TreeMap<>();
        Set<String> distinct = Set.copyOf(values);
        for (String value : distinct) {
            names.put(value, shortest(value, distinct));
        }
        return names;
    }

    private static String shortest(String value, Set<String> all) {
        for (int folders = 0; folders <= MOST_FOLDERS; folders++) {
            String name = withFolders(value, folders);
            int kept = folders;
            if (all.stream()
                    .noneMatch(it -> !it.equals(value) && withFolders(it, kept).equals(name))) {
                return name;
            }
        }
        return withFolders(value, 0);
    }

    /**
     * What a plan calls the value, among the names that it has; without any folder where it has none for it. Earlier versions took
     * every value for words.
     */
    static String among(Set<String> known, String value) {
        for (int folders = MOST_FOLDERS; folders >= 0; folders--) {
            for (String name : List.of(withFolders(value, folders), inWords(value, folders))) {
                if (known.contains(name)) {
                    return name;
                }
            }
        }
        return withFolders(value, 0);
    }

    private static String withFolders(String value, int folders) {
        return value.startsWith(LIST)
                ? TEXT.matcher(value)
                        .replaceAll(it -> Matcher.quoteReplacement("\"" + ofOne(it.group(1), folders) + "\""))
                : ofOne(value, folders);
    }

    private static String ofOne(String value, int folders) {
        String slashed = slashed(value);
        return PATH.matcher(slashed.replace(CYCLE, "")).matches()
                ? inPath(slashed, folders)
                : inWords(slashed, folders);
    }

    /** Paths of Windows as those of other systems, without their drives. */
    private static String slashed(String value) {
        Matcher drive = DRIVE.matcher(value);
        return drive.find() ? drive.replaceAll("$1").replace('\\', '/') : value;
    }

    private static String inPath(String path, int folders) {
        return IN_PATH.matcher(path)
                .replaceAll(
                        it -> Matcher.quoteReplacement(it.group(1) == null ? last(it.group(), folders) : it.group()));
    }

    private static String inWords(String words, int folders) {
        return IN_WORDS.matcher(words).replaceAll(it -> Matcher.quoteReplacement(last(it.group(), folders)));
    }

    private static String last(String path, int folders) {
        List<String> parts =
                Arrays.stream(path.split("/")).filter(it -> !it.isEmpty()).toList();
        List<String> kept = parts.subList(Math.max(0, parts.size() - folders), parts.size());
        return kept.isEmpty() ? "" : String.join("/", kept) + "/";
    }
}
