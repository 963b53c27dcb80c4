package org.huale.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The commands that the README and the pages below docs show. Commands stand in blocks of code, fenced or indented; a block after a line
 * {@code <!-- run -->} can be run as it is, in the order of the page, in a folder that holds the data set {@code voc:mydata}, its
 * images in {@code photos}, a detector in {@code training} and {@code best.onnx}, the run {@code runs/mine} that waits for
 * annotations, and the examples.
 */
final class DocsCommands {
    static final String MARK = "<!-- run -->";

    private static final Path ROOT = Path.of("..");
    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");

    private DocsCommands() {}

    /** README.md, and the pages below docs in the order of their names. */
    static List<Path> everyPage() {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that tell how things are now, not what was measured or decided. */
    static List<Path> pages() {
        return everyPage().stream()
                .filter(file -> !file.toString().matches(".*docs.(results|decisions).*"))
                .toList();
    }

    /** Every command line of {@code huale} in a page, one line each. */
    static List<String> all(Path page) {
        List<String> commands = new ArrayList<>();
        for (String line : joined(read(page)).lines().toList()) {
            String text = line.strip().replaceFirst("^bin/huale ", "huale ");
            if (text.startsWith("huale ") && !text.matches(".*(\\.\\.\\.|\\[|\\$).*")) {
                commands.add(text.substring("huale ".length()).replaceFirst("\\s+[#>|].*$", ""));
            }
        }
        return commands;
    }

    /** The blocks that can be run, as text for a shell. */
    static List<String> runnable(Path page) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = null;
        for (String line : read(page).lines().toList()) {
            if (line.strip().equals(MARK)) {
                block = new StringBuilder();
            } else if (block != null && line.matches("```.*|\\s*")) {
                if (block.length() > 0) {
                    blocks.add(block.toString());
                    block = null;
                }
            } else if (block != null) {
                block.append(line.replaceFirst("^    ", "")).append('\n');
            }
        }
        return blocks;
    }

    /** As a shell splits it, for words without substitutions. */
    static String[] words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(word.group().replaceAll("['\"]", ""));
        }
        return words.toArray(String[]::new);
    }

    private static String joined(String text) {
        return text.replaceAll("\\\\\n\\s*", "");
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
