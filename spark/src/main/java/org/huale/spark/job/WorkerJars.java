package org.huale.spark.job;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.huale.problem.HualeException;

/** The jars of this program that executors do not have: all but those beside Spark's own. */
final class WorkerJars {

    private WorkerJars() {}

    /** For {@code spark.jars}. */
    static String ofThisProgram() {
        try {
            Path spark = Path.of(SparkContext.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return without(spark.resolveSibling(""), System.getProperty("java.class.path"));
        } catch (URISyntaxException e) {
            throw new HualeException("Spark's jars lie at a place with an odd name: " + e.getMessage(), e);
        }
    }

    /** @param spark a folder, which the class path may name by way of symbolic links */
    static String without(Path spark, String classPath) {
        Path left = real(spark);
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(it -> it.endsWith(".jar"))
                .map(it -> Path.of(it).toAbsolutePath())
                .filter(it -> !real(it.resolveSibling("")).equals(left))
                .map(it -> it.toUri().toString())
                .collect(Collectors.joining(","));
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder; // of a jar that is not there
        }
    }
}
