package org.huale.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands that the README and the pages below docs show. Commands stand in blocks of code, fenced or indented. A block after a line
 * {@code <!-- run -->} can be run as it is, in the order of the page, in a folder that holds the data set {@code voc:mydata}, its
 * images in {@code photos}, a detector in {@code training} and {@code best.onnx}, the run {@code runs/mine} that waits for
 * annotations, the finished run {@code runs/finished}, and the examples. Any other has a line {@code <!-- not run: REASON -->}.
 */
final class DocsCommands {
    private static final String MARK = "<!-- run -->";
    private static final Pattern REASON = Pattern.compile("<!-- not run: \\S.* -->");
    private static final Pattern COMMAND =
            Pattern.compile("\\s*((bin/)?huale|mvn|python|pip|duckdb|curl|(ba)?sh|spark-submit) \\S.*");

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
        return blocks(page).stream()
                .filter(it -> it.mark().equals(MARK))
                .map(Block::text)
                .toList();
    }

    /** The blocks with a command in them of which nothing says whether they can be run. */
    static List<String> unmarked(Path page) {
        return blocks(page).stream()
                .filter(it ->
                        !it.mark().equals(MARK) && !REASON.matcher(it.mark()).matches())
                .map(Block::text)
                .filter(it -> it.lines().anyMatch(DocsCommands::isCommand))
                .toList();
    }

    /** Whether it can be typed: what only shows the form of a command has brackets or an ellipsis. */
    private static boolean isCommand(String line) {
        return COMMAND.matcher(line).matches() && !line.matches(".*( \\.\\.\\. |\\[[A-Z-]).*");
    }

    /** @param mark the last line before it that is not empty */
    private record Block(String mark, String text) {}

    private static List<Block> blocks(Path page) {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = read(page).lines().toList();
        String mark = "";
        for (int i = 0; i < lines.size(); i++) {
            boolean fenced = lines.get(i).startsWith("```");
            if (fenced || lines.get(i).startsWith("    ")) {
                List<String> inside = fenced
                        ? upTo(lines.subList(i + 1, lines.size()), "```.*")
                        : upTo(lines.subList(i, lines.size()), "\\s*");
                blocks.add(new Block(
                        mark,
                        inside.stream()
                                .map(it -> it.replaceFirst("^    ", "") + "\n")
                                .collect(Collectors.joining())));
                i += fenced ? inside.size() + 1 : inside.size() - 1;
                mark = "";
            } else if (!lines.get(i).isBlank()) {
                mark = lines.get(i).strip();
            }
        }
        return blocks;
    }

    private static List<String> upTo(List<String> lines, String end) {
        return lines.stream().takeWhile(line -> !line.matches(end)).toList();
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
