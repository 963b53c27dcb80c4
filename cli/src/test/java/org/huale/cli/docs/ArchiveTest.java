package org.huale.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive that {@code mvn -Pdist verify} has just made, unpacked and started; no other build makes one. */
@EnabledIfSystemProperty(named = ArchiveTest.ARCHIVE, matches = ".+", disabledReason = "a build with -Pdist makes it")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "bin/huale is a POSIX shell script, which Windows does not run")
class ArchiveTest {
    static final String ARCHIVE = "huale.archive";

    @TempDir
    private static Path folder;

    private static Path home;

    @BeforeAll
    static void unpack() throws Exception {
        Path archive = Path.of(System.getProperty(ARCHIVE));
        assertThat(said(new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString())))
                .isEmpty();
        home = folder.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
    }

    @Test
    void allIsInOneFolder() throws IOException {
        assertThat(names(home))
                .containsExactlyInAnyOrder(
                        "bin",
                        "lib",
                        "docs",
                        "examples",
                        "protocols",
                        "bench",
                        "tools",
                        "README.md",
                        "CHANGES.md",
                        "LICENSE",
                        "NOTICE");
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.map(it -> it.getFileName().toString())).doesNotContain("target", "__pycache__");
        }
    }

    @Test
    void programsAreExecutable() {
        assertThat(Stream.of("bin/huale", "bin/huale-spark-submit", "tools/spark_cluster.sh")
                        .map(home::resolve))
                .allMatch(Files::isExecutable);
    }

    /** Spark's jars are the cluster's. */
    @Test
    void allModulesAreThereAndNothingOfSparkOrTests() throws IOException {
        List<String> jars = names(home.resolve("lib"));
        assertThat(jars.stream().filter(it -> it.startsWith("huale-")).map(it -> it.split("-")[1]))
                .containsExactlyInAnyOrder("core", "torch", "onnx", "export", "inbox", "app", "web", "spark", "cli");
        assertThat(jars).noneMatch(it -> it.matches("(spark|hadoop|scala|parquet|junit|assertj|archunit|.*-tests).*"));
    }

    @Test
    void theNoticeNamesEveryLibrary() throws IOException {
        String notice = Files.readString(home.resolve("NOTICE")).toLowerCase(Locale.ROOT);
        assertThat(names(home.resolve("lib")))
                .allSatisfy(jar -> assertThat(notice).as(jar).contains(jar.split("[-.]")[0]));
    }

    @Test
    void linksLeadToWhatIsInTheArchive() throws IOException {
        DocsLinksTest links = new DocsLinksTest();
        links.everyLinkLeadsSomewhere(home.resolve("README.md"));
        try (Stream<Path> files = Files.walk(home.resolve("docs"))) {
            for (Path page : files.filter(it -> it.toString().endsWith(".md")).toList()) {
                links.everyLinkLeadsSomewhere(page);
            }
        }
    }

    @Test
    void theProgramStartsFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("huale"), home.resolve("bin/huale"));
        String version = home.getFileName().toString().replace("huale-", "");
        assertThat(said(new ProcessBuilder(link.toString(), "--version"))).contains(version);
    }

    @Test
    void sparkSubmitGetsJarsThatAreThere() throws Exception {
        Path spark = Files.createDirectories(folder.resolve("spark/bin"));
        Path submit = Files.writeString(spark.resolve("spark-submit"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(submit.toFile().setExecutable(true)).isTrue();
        ProcessBuilder launcher =
                new ProcessBuilder(home.resolve("bin/huale-spark-submit").toString(), "--", "budget=1");
        launcher.environment().put("SPARK_HOME", folder.resolve("spark").toString());
        List<String> words = said(launcher).lines().toList();
        assertThat(words.get(words.indexOf("--jars") + 1).split(","))
                .hasSizeGreaterThan(10)
                .allMatch(jar -> Files.isRegularFile(Path.of(jar)));
        assertThat(Path.of(words.get(words.size() - 2))).isRegularFile();
    }

    private static List<String> names(Path inside) throws IOException {
        try (Stream<Path> files = Files.list(inside)) {
            return files.map(it -> it.getFileName().toString()).toList();
        }
    }

    /** What a program says that ends well. */
    private static String said(ProcessBuilder program) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "said", ".txt");
        program.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process =
                program.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertThat(process.waitFor(1, TimeUnit.HOURS)).isTrue();
        String text = Files.readString(said, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
