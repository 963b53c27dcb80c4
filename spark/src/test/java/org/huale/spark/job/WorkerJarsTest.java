package org.huale.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerJarsTest {

    @TempDir
    private Path folder;

    @Test
    void sparksOwnJarsStayAlsoWhereALinkLeadsToThem() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("spark-4/jars"));
        Path link = Files.createSymbolicLink(folder.resolve("spark"), folder.resolve("spark-4"));
        Path ours = folder.resolve("lib/huale.jar");
        String classPath = String.join(
                File.pathSeparator,
                ours.toString(),
                folder.resolve("classes").toString(),
                link.resolve("jars/spark-core.jar").toString(),
                jars.resolve("scala.jar").toString());
        assertThat(WorkerJars.without(jars.resolve("spark-core.jar"), classPath))
                .isEqualTo(ours.toUri().toString());
    }

    @Test
    void sparksOwnJarsStayAlsoWhereEachIsALink() throws IOException {
        Path store = Files.createFile(
                Files.createDirectories(folder.resolve("store/core")).resolve("core.jar"));
        Path jars = Files.createDirectories(folder.resolve("spark/jars"));
        Path link = Files.createSymbolicLink(jars.resolve("spark-core.jar"), store);
        Path ours = folder.resolve("lib/huale.jar");
        String classPath = String.join(
                File.pathSeparator,
                ours.toString(),
                link.toString(),
                jars.resolve("scala.jar").toString());
        assertThat(WorkerJars.without(store, classPath)).isEqualTo(ours.toUri().toString());
    }
}
