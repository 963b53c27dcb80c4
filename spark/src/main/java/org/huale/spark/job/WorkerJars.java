package org.huale.spark.job;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.huale.problem.HualeException;

/** The jars of this program that executors do not have: all but those beside Spark's own. */
final class WorkerJars {

    private WorkerJars() {}

    /** For {@code spark.jars}. */
    static String ofThisProgram() {
        try {
            Path one = Path.of(SparkContext.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return without(one, System.getProperty("java.class.path"));
        } catch (URISyntaxException e) {
            throw new HualeException("Spark's jars lie at a place with an odd name: " + e.getMessage(), e);
        }
    }

    /** @param one of Spark's own jars. It, its folder and the class path may name each other by way of symbolic links */
    static String without(Path one, String classPath) {
        List<Path> jars = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(it -> it.endsWith(".jar"))
                .map(it -> Path.of(it).toAbsolutePath())
                .toList();
        Set<Path> sparks = Stream.concat(Stream.of(one), jars.stream().filter(it -> real(it).equals(real(one))))
                .map(WorkerJars::folder)
                .collect(Collectors.toSet());
        return jars.stream()
                .filter(it -> !sparks.contains(folder(it)))
                .map(it -> it.toUri().toString())
                .collect(Collectors.joining(","));
    }

    private static Path folder(Path jar) {
        return real(jar.toAbsolutePath().resolveSibling(""));
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file; // which is not there
        }
    }
}
