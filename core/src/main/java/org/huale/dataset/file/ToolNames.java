package org.huale.dataset.file;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What annotation tools do to file names, and names that they leave alone. All names here are without extension. */
public final class ToolNames {
    /** Label Studio cuts paths of uploads at 100 characters. */
    private static final int LONGEST = 60;

    private static final Pattern ODD = Pattern.compile("[^A-Za-z0-9_-]+");
    private static final Pattern NOT_KEPT_BY_DJANGO = Pattern.compile("[^-\\w.]", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern RESERVED = Pattern.compile("(?i)con|prn|aux|nul|com\\d|lpt\\d"); // on Windows
    private static final Pattern LABEL_STUDIO = Pattern.compile("[0-9a-f]{8}(?:-|__)(.+)");
    private static final Pattern ROBOFLOW =
            Pattern.compile("(?i)(.+)_(?:jpe?g|png|bmp|webp|tiff?|gif)\\.rf\\.[0-9a-z]+");

    private ToolNames() {}

    /**
     * A name that tools leave alone: ASCII letters, digits, {@code -} and {@code _}, at most {@value #LONGEST} characters. Accents
     * are taken off, each run of other characters becomes a {@code _}.
     */
    public static String plain(String name) {
        String bare = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        String plain = ODD.matcher(bare).replaceAll("_").replaceAll("^[-_]+|_+$", "");
        String filled = plain.isEmpty() ? "image" : plain;
        String free = RESERVED.matcher(filled).matches() ? filled + "_" : filled;
        return free.length() <= LONGEST ? free : free.substring(0, LONGEST);
    }

    /** What Label Studio's server makes of a name: spaces become {@code _}, most signs are dropped. */
    public static String uploaded(String name) {
        return NOT_KEPT_BY_DJANGO.matcher(name.strip().replace(' ', '_')).replaceAll("");
    }

    /** The same letters in the same form: composed accents, lower case. */
    public static String folded(String name) {
        return composed(name).toLowerCase(Locale.ROOT);
    }

    /** With composed accents, as most systems but macOS write them. */
    public static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /** With {@code %41} and the like read as the characters they stand for; as it is where that makes no sense. */
    public static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    /**
     * The names that the last part of a path may have had before a tool got it, likeliest first: as it is, percent-decoded, and both
     * without the marks of Label Studio ({@code 0a1b2c3d-NAME}, {@code 0a1b2c3d__NAME}) and Roboflow
     * ({@code NAME_jpg.rf.HASH}).
     */
    public static List<String> originals(String path) {
        Set<String> names = new LinkedHashSet<>();
        for (String form : List.of(path, decoded(path))) {
            names.add(form);
            names.addAll(unmarked(form));
        }
        return List.copyOf(names);
    }

    private static List<String> unmarked(String path) {
        String last = RelativePath.name(path);
        List<String> names = new ArrayList<>();
        for (Pattern mark : List.of(LABEL_STUDIO, ROBOFLOW)) {
            Matcher marked = mark.matcher(last);
            if (marked.matches()) {
                names.add(marked.group(1));
            }
        }
        return names;
    }
}
