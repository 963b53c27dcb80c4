package org.huale.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java files of all modules, those that are built elsewhere included. */
final class Sources {
    private static final Path ROOT = Path.of("..");
    private static final String PACKAGES = "/java/";

    private Sources() {}

    /** @param folder of each module, such as {@code src/main/java} */
    static List<Path> under(String folder) throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> roots = modules.map(it -> it.resolve(folder))
                    .filter(Files::isDirectory)
                    .toList();
            assertThat(roots).hasSizeGreaterThan(7);
            return roots.stream().flatMap(Sources::javaFiles).sorted().toList();
        }
    }

    /** The path below the folder of packages. */
    static String name(Path source) {
        String path = source.toString().replace('\\', '/');
        return path.substring(path.indexOf(PACKAGES) + PACKAGES.length());
    }

    private static Stream<Path> javaFiles(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(it -> it.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
