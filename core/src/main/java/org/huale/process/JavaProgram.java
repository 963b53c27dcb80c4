package org.huale.process;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The Java that this process runs on. */
public final class JavaProgram {

    private JavaProgram() {}

    /** Its program file. */
    public static String path() {
        return ProcessHandle.current()
                .info()
                .command()
                .orElseGet(() -> System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    }

    /**
     * The words that start this program anew with other arguments, with the same options of Java and the same class path.
     *
     * @param words main class and arguments
     * @param own system properties of this process that are not passed on
     */
    public static List<String> command(List<String> words, Set<String> own) {
        List<String> command = new ArrayList<>(List.of(path()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> isPassedOn(option, own))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(words);
        return command;
    }

    /** Agents listen on ports and write files that a second process must not use; so does the archive of classes. */
    static boolean isPassedOn(String option, Set<String> own) {
        return !option.startsWith("-javaagent")
                && !option.startsWith("-agent")
                && !option.startsWith("-Xrunjdwp")
                && !option.startsWith("-XX:ArchiveClassesAtExit")
                && !option.startsWith("-D" + ChildProcess.PROPERTY)
                && own.stream().noneMatch(it -> option.startsWith("-D" + it));
    }
}
