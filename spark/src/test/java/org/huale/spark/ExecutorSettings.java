package org.huale.spark;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Settings of Spark in this process, for executors that are processes of their own and have the tests' class path. */
final class ExecutorSettings implements AutoCloseable {
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private final Map<String, String> settings = new TreeMap<>(
            Map.of("spark.executor.extraClassPath", CLASS_PATH, "spark.jars", "", "spark.executor.memory", "1g"));

    ExecutorSettings(Map<String, String> more) throws IOException {
        Files.createDirectories(Path.of(requireNonNull(System.getenv("SPARK_HOME")), "jars"));
        settings.putAll(more);
        settings.forEach(System::setProperty);
    }

    @Override
    public void close() {
        settings.keySet().forEach(System::clearProperty);
    }
}
