package org.huale.spark.job;

import java.io.File;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;

/** The jars of this program that executors do not have: all but those beside Spark's own. */
final class WorkerJars {

    private WorkerJars() {}

    /** For {@code spark.jars}. */
    static String ofThisProgram() {
        Path spark = folderOf(SparkContext.class);
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(it -> it.endsWith(".jar"))
                .map(it -> Path.of(it).toAbsolutePath())
                .filter(it -> !Objects.equals(it.getParent(), spark))
                .map(it -> it.toUri().toString())
                .collect(Collectors.joining(","));
    }

    private static @Nullable Path folderOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null
                ? null
                : Path.of(source.getLocation().getPath()).toAbsolutePath().getParent();
    }
}
