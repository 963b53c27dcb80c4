package org.huale.cli.reference;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.huale.cli.Main;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The page of all commands, from the program's own description of them. */
final class CommandReference {
    private final StringBuilder page = new StringBuilder();

    private CommandReference() {}

    static String text() {
        CommandReference reference = new CommandReference();
        reference.page.append("""
                # Commands

                What `huale COMMAND --help` says. This page is written by the build from the program: change the descriptions there instead.
                """);
        CommandSpec program = Main.commandLine().getCommandSpec();
        reference.page.append("\n## Options of every command\n");
        reference.options(program.options());
        reference.commands(program);
        return reference.page.toString();
    }

    private void commands(CommandSpec parent) {
        for (CommandLine command : new LinkedHashSet<>(parent.subcommands().values())) {
            CommandSpec spec = command.getCommandSpec();
            if (!spec.usageMessage().hidden()) {
                command(spec);
                commands(spec);
            }
        }
    }

    private void command(CommandSpec spec) {
        page.append("\n## `").append(spec.qualifiedName()).append("`\n");
        paragraphs(spec.usageMessage().description());
        arguments(spec.positionalParameters());
        options(spec.options().stream().filter(option -> !isEveryones(option)).toList());
        paragraphs(spec.usageMessage().footer());
    }

    private void paragraphs(String[] lines) {
        for (String line : lines) {
            String text = CommandLine.Help.Ansi.OFF.string(plain(line, "\n")).strip();
            if (!text.isEmpty()) {
                page.append("\n").append(text).append("\n");
            }
        }
    }

    private void arguments(Collection<? extends ArgSpec> arguments) {
        table(
                "argument",
                arguments.stream()
                        .filter(it -> !it.hidden())
                        .map(it -> row("`" + it.paramLabel() + "`", it))
                        .toList());
    }

    private static boolean isEveryones(OptionSpec option) {
        return option.inherited() || Set.of("--help", "--version").contains(option.longestName());
    }

    private void options(Collection<OptionSpec> options) {
        table(
                "option",
                options.stream()
                        .filter(it -> !it.hidden())
                        .map(it -> row(names(it), it))
                        .sorted()
                        .toList());
    }

    private void table(String first, List<String> rows) {
        if (!rows.isEmpty()) {
            page.append("\n").append(ReferenceTable.header(first, "meaning"));
            rows.forEach(page::append);
        }
    }

    private static String names(OptionSpec option) {
        String names =
                Arrays.stream(option.names()).map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        return option.arity().max() == 0 ? names : names + " `" + option.paramLabel() + "`";
    }

    private static String row(String name, ArgSpec argument) {
        String text = plain(String.join(" ", argument.description()), " ");
        return ReferenceTable.row(name, argument.required() && argument.group() == null ? text + " Required." : text);
    }

    /** Without the escapes that picocli's help formats. */
    private static String plain(String text, String lineEnd) {
        return text.replace("%%", "%").replace("%n", lineEnd);
    }
}
