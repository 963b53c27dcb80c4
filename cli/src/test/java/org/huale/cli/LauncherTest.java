package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a clone of three files, with a Maven that only makes empty jars and a Java that only prints. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "bin/huale is a POSIX shell script, which Windows does not run")
class LauncherTest {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final String MAVEN = """
            #!/bin/sh
            echo "Maven was called" >&2
            mkdir -p cli/target/lib
            for module in core cli; do : >$module/huale-$module-1.jar; done
            mv cli/huale-cli-1.jar cli/target/
            mv core/huale-core-1.jar cli/target/lib/
            """;

    /** A Java that leaves an archive where it is told to, and takes all that say that they are whole. */
    private static final String ARCHIVING = """
            #!/bin/sh
            for word in "$@"; do
                case $word in
                    -XX:ArchiveClassesAtExit=*) echo whole >"${word#*=}" ;;
                    -XX:SharedArchiveFile=*) [ "$1" != -Xshare:on ] || exec grep -q whole "${word#*=}" ;;
                esac
            done
            echo "$@"
            """;

    @TempDir
    Path clone;

    private Path source = Path.of("");

    @BeforeEach
    void makeTheClone() throws IOException {
        write("bin/huale", Files.readString(Path.of("..", "bin", "huale")));
        write("pom.xml", "");
        write("cli/pom.xml", "");
        write("core/pom.xml", "");
        write("cli/src/main/Main.java", "");
        source = write("core/src/main/Core.java", "");
        executable("tools/mvn", MAVEN);
        executable("java/bin/java", "#!/bin/sh\necho started\n");
        write("java/release", "JAVA_VERSION=\"17.0.1\"\n");
    }

    @Test
    void aCloneIsBuiltOnFirstUse() throws Exception {
        assertThat(start()).contains("not built yet", "Maven was called", "started");
    }

    @Test
    void whatIsBuiltIsStartedAtOnce() throws Exception {
        start();
        assertThat(start()).isEqualTo("started\n");
    }

    @Test
    void threadsOfOpenBlasSoonStopAskingForWorkUnlessTheUserSaysHowLong() throws Exception {
        start();
        executable("java/bin/java", "#!/bin/sh\necho \"2^$OPENBLAS_THREAD_TIMEOUT cycles\"\n");
        assertThat(start()).isEqualTo("2^14 cycles\n");

        ProcessBuilder launcher = launcher();
        launcher.environment().put("OPENBLAS_THREAD_TIMEOUT", "20");
        assertThat(start(launcher)).isEqualTo("2^20 cycles\n");
    }

    @Test
    void linksToTheLauncherAndToItsFolderAreFollowed() throws Exception {
        Path links = Files.createDirectories(clone.resolve("elsewhere/links"));
        Path folder = Files.createSymbolicLink(links.resolve("bin"), clone.resolve("bin"));
        Path file = Files.createSymbolicLink(links.resolve("huale"), folder.resolve("huale"));
        assertThat(start(folder.resolve("huale"))).contains("not built yet", "Maven was called", "started");
        assertThat(start(file)).isEqualTo("started\n");
    }

    @Test
    void anEditedSourceOfAnyModuleIsBuiltOnce() throws Exception {
        start();
        edit(source);
        assertThat(start()).contains("core/src/main/Core.java has changed", "Maven was called", "started");
        assertThat(start()).isEqualTo("started\n");
    }

    @Test
    void aDeletedSourceIsNoticed() throws Exception {
        start();
        age();
        Files.delete(source);
        assertThat(start()).contains("core/src/main has changed", "Maven was called");
    }

    /** As docs/extending.md tells them to put it there. */
    @Test
    void aJarOfTheUsersOwnOutlivesABuild() throws Exception {
        start();
        Path own = write("cli/target/lib/huale-mine-1.jar", "mine");
        Path former = write("cli/target/lib/huale-core-0.9.jar", "");
        edit(source);
        assertThat(start()).contains("core/src/main/Core.java has changed", "Maven was called", "started");
        assertThat(own).hasContent("mine");
        assertThat(former).as("of the version before").doesNotExist();
    }

    @Test
    void aLibraryOfAnEarlierBuildGoesWithTheBuildThatHasAnother() throws Exception {
        start();
        Path former = write("cli/target/lib/library-1.jar", "");
        Path lasting = write("cli/target/lib/lasting-1.jar", "");
        Path own = write("cli/target/lib/library-1-mine.jar", "");
        write("cli/target/jars.txt", "lib/lasting-1.jar:lib/library-1.jar");
        assertThat(start()).isEqualTo("started\n");
        assertThat(former).exists();

        Path newer = write("cli/target/lib/library-2.jar", "");
        write("cli/target/jars.txt", "lib/library-2.jar:lib/lasting-1.jar");
        assertThat(start()).isEqualTo("started\n");
        assertThat(former).doesNotExist();
        assertThat(List.of(lasting, own, newer)).allSatisfy(it -> assertThat(it).exists());
    }

    @Test
    void aCloneIsBuiltAnewForTheLibrariesThatItWasBuiltFor() throws Exception {
        executable("tools/mvn", MAVEN.replace("Maven was called", "Maven was called: $*"));
        assertThat(start()).contains("-DskipTests -pl cli -am package");
        String gpu = "lib/pytorch-2.10.0-1.5.13-linux-x86_64-gpu.jar";
        write("cli/target/jars.txt", "lib/picocli-4.7.jar:" + gpu);
        edit(source);
        assertThat(start()).contains("building with -Pcuda: ", "-DskipTests -Pcuda -pl cli -am package");
        write("cli/target/jars.txt", gpu + ":lib/mkl-2025.3-1.5.13-linux-x86_64-redist.jar");
        edit(source);
        assertThat(start()).contains("-DskipTests -Pcuda -Pmkl -pl cli -am package");
    }

    /** A link to where there is no folder cannot be written to, as all of a clone that belongs to somebody else. */
    @Test
    void aCloneThatCannotBeWrittenToStarts() throws Exception {
        start();
        write("cli/target/jars.txt", "lib/picocli-4.7.jar");
        Files.createSymbolicLink(clone.resolve("cli/target/former-jars.txt"), clone.resolve("nowhere/list"));
        assertThat(start()).isEqualTo("started\n");
    }

    @Test
    void aBuildThatFailsStartsNothing() throws Exception {
        start();
        edit(source);
        executable("tools/mvn", "#!/bin/sh\necho no such symbol\nexit 1\n");
        assertThat(start()).contains("no such symbol", "the build failed").doesNotContain("started");
        assertThat(start()).contains("not built yet").doesNotContain("started");
    }

    @Test
    void sparkComesFromItsHomeWhereACommandMayUseIt() throws Exception {
        start();
        executable("java/bin/java", "#!/bin/sh\necho \"$@\"\n");
        Path spark = clone.resolve("spark");
        Files.createDirectories(spark.resolve("jars"));
        assertThat(start(spark, "score", "--spark", "local[2]"))
                .contains(":" + spark + "/jars/* ", "--add-opens=java.base/java.nio=ALL-UNNAMED ");
        assertThat(start(spark, "score", "--predictions=found")).contains(spark + "/jars/*");
        assertThat(start(spark, "run", "c.yaml", "predictions.spark=yarn")).contains(spark + "/jars/*");
        for (String data :
                List.of("file:/mnt/pictures", "voc:file:/mnt/set", "--data=parquet:table", "data=hdfs:/set")) {
            assertThat(start(spark, "score", data)).as(data).contains(spark + "/jars/*");
        }
        Path run = write("run.yaml", "predictions: {spark: 'local[2]'}");
        assertThat(start(spark, "run", run.toString())).contains(spark + "/jars/*");
        Path frozen = write("frozen/config.json", "{\"predictions\" : {\n  \"spark\" : \"yarn\"}}");
        assertThat(start(spark, "resume", clone.resolve("frozen").toString())).contains(spark + "/jars/*");
        assertThat(start(
                        spark,
                        "benchmark",
                        write("bench.yaml", "base: run.yaml").toString()))
                .as("a benchmark, whose base is another file")
                .contains(spark + "/jars/*");
        ProcessBuilder without = launcher("benchmark", "bench.yaml");
        without.environment().remove("SPARK_HOME");
        assertThat(start(without)).doesNotContain("/jars/*", "--add-opens");
        Files.writeString(frozen, "{\"predictions\" : {\n  \"spark\" : \"\"}}");
        assertThat(start(spark, "resume", clone.resolve("frozen").toString())).doesNotContain(spark.toString());
        assertThat(start(spark, "score", "--weights", "w")).doesNotContain(spark.toString(), "--add-opens");
        assertThat(start(clone.resolve("core"), "score", "--spark", "local[2]"))
                .contains("SPARK_HOME is " + clone.resolve("core") + ", but there is no folder jars in it");
    }

    /** As it gets these files one after the other, before it is known how many classes there are, and later. */
    @ParameterizedTest
    @ValueSource(strings = {"with-classes.json", "run.json", "run/config.json"})
    void sparkComesFromItsHomeForAFolderThatLabelingHasMade(String file) throws Exception {
        start();
        executable("java/bin/java", "#!/bin/sh\necho \"$@\"\n");
        Path spark = clone.resolve("spark");
        Files.createDirectories(spark.resolve("jars"));
        Path config = write("labels/" + file, "{\"predictions\" : {\n  \"spark\" : \"yarn\"}}");
        String labels = clone.resolve("labels").toString();
        assertThat(start(spark, "label", labels)).contains(spark + "/jars/*");
        Files.writeString(config, "{\"predictions\" : {\n  \"spark\" : \"\"}}");
        assertThat(start(spark, "label", labels)).doesNotContain(spark.toString());
    }

    @Test
    void sparkSubmitGetsAllJarsAndTheWordsOfBothSides() throws Exception {
        Path lib = clone.resolve("cli/target/lib");
        for (String jar : List.of("huale-spark-1.jar", "huale-core-1.jar", "logback-core-1.jar", "slf4j-api-2.jar")) {
            write("cli/target/lib/" + jar, "");
        }
        write("bin/huale-spark-submit", Files.readString(Path.of("..", "bin", "huale-spark-submit")));
        executable("spark/bin/spark-submit", "#!/bin/sh\nprintf '<%s>' \"$@\"\n");
        ProcessBuilder launcher = new ProcessBuilder(
                "sh", clone.resolve("bin/huale-spark-submit").toString(), "--master", "a b", "--", "data=c d", "--");
        launcher.environment().put("SPARK_HOME", clone.resolve("spark").toString());
        assertThat(start(launcher))
                .startsWith("<--class><org.huale.spark.ScorePool><--jars><" + lib + "/huale-core-1.jar><--conf>")
                .endsWith("<--master><a b><" + lib + "/huale-spark-1.jar><data=c d><-->");
        launcher.command().remove("--");
        launcher.command().remove("--");
        assertThat(start(launcher)).contains("no -- among the words");
    }

    @Test
    void mklMultipliesWhereTheBuildBroughtIt() throws Exception {
        start();
        executable("java/bin/java", "#!/bin/sh\necho \"$@ $MKL_CBWR $MKL_DYNAMIC\"\n");
        assertThat(start()).doesNotContain("mkl_rt");
        write("cli/target/lib/mkl-2025.3-1.5.13-linux-x86_64-redist.jar", "");
        assertThat(start()).contains("-Dorg.bytedeco.openblas.load=mkl_rt ", " AUTO FALSE");
    }

    @Test
    void classesComeFromTheArchiveThatAnEarlierCommandLeft() throws Exception {
        start();
        executable("java/bin/java", ARCHIVING);
        assertThat(start("score")).doesNotContain("Archive");
        write("java/lib/server/classes.jsa", "");
        assertThat(start("schema")).doesNotContain("Archive");
        assertThat(start("score"))
                .contains("-XX:ArchiveClassesAtExit=" + clone + "/cli/target/classes-", "-Xlog:cds*=off");
        assertThat(archives()).singleElement(STRING).matches(".*\\.jsa\\.\\d+");
        assertThat(start("schema")).contains("-XX:SharedArchiveFile=" + clone + "/cli/target/classes-", ".jsa -Xlog");
        assertThat(archives()).singleElement(STRING).endsWith(".jsa");
        assertThat(start("score")).contains("SharedArchiveFile").doesNotContain("AtExit");
    }

    @Test
    void anArchiveThatIsNotWholeOrOlderThanAJarIsMadeAnew() throws Exception {
        archived();
        write("cli/target/lib/huale-core-1.jar", "changed");
        assertThat(start("schema")).doesNotContain("Archive");
        assertThat(start("score")).contains("AtExit");
        String left = archives().stream()
                .filter(it -> !it.endsWith(".jsa"))
                .findFirst()
                .orElseThrow();
        write("cli/target/" + left, "half of i");
        assertThat(start("schema")).doesNotContain("Archive");
        assertThat(archives()).doesNotContain(left);
    }

    @Test
    void nothingIsLeftWhereTheDiskIsAllButFull() throws Exception {
        start();
        executable("java/bin/java", ARCHIVING);
        write("java/lib/server/classes.jsa", "");
        executable("tools/df", "#!/bin/sh\nprintf 'heading\\ndisk 900000 800000 100000 89%% place\\n'\n");
        assertThat(start("score")).doesNotContain("Archive");
        assertThat(archives()).isEmpty();
    }

    @Test
    void ofAProcessThatStillRunsNoArchiveIsTaken() throws Exception {
        archived();
        String mine = archives().get(0) + "." + ProcessHandle.current().pid();
        write("cli/target/" + mine, "half of i");
        start("schema");
        assertThat(archives()).contains(mine);
    }

    @Test
    void whoSaysWhereClassesComeFromIsObeyed() throws Exception {
        archived();
        ProcessBuilder launcher = launcher("score");
        launcher.environment().put("HUALE_OPTS", "-Xshare:off");
        assertThat(start(launcher)).contains("-Xshare:off").doesNotContain("Archive");
    }

    /** A clone with an archive of this moment. */
    private void archived() throws Exception {
        start();
        executable("java/bin/java", ARCHIVING);
        write("java/lib/server/classes.jsa", "");
        start("score");
        assertThat(start("schema")).contains("SharedArchiveFile");
    }

    private List<String> archives() throws IOException {
        try (Stream<Path> files = Files.list(clone.resolve("cli/target"))) {
            return files.map(it -> it.getFileName().toString())
                    .filter(it -> it.contains(".jsa"))
                    .sorted()
                    .toList();
        }
    }

    /** Makes what was built an hour old, and then the source newer than that. */
    private void edit(Path file) throws IOException {
        age();
        Files.writeString(file, "changed");
    }

    private void age() throws IOException {
        Instant anHourAgo = Instant.now().minusSeconds(3600);
        for (String built : new String[] {"built", "huale-cli-1.jar", "lib/huale-core-1.jar"}) {
            Files.setLastModifiedTime(clone.resolve("cli/target").resolve(built), FileTime.from(anHourAgo));
        }
    }

    private String start() throws IOException, InterruptedException {
        return start(clone.resolve("bin/huale"));
    }

    private String start(Path program) throws IOException, InterruptedException {
        return start(new ProcessBuilder("sh", program.toString(), "--help"));
    }

    private String start(String... words) throws IOException, InterruptedException {
        return start(launcher(words));
    }

    private ProcessBuilder launcher(String... words) {
        ProcessBuilder launcher =
                new ProcessBuilder("sh", clone.resolve("bin/huale").toString());
        launcher.command().addAll(List.of(words));
        return launcher;
    }

    private String start(Path spark, String... words) throws IOException, InterruptedException {
        ProcessBuilder launcher = launcher(words);
        launcher.environment().put("SPARK_HOME", spark.toString());
        return start(launcher);
    }

    private String start(ProcessBuilder launcher) throws IOException, InterruptedException {
        Path said = clone.resolve("said.txt");
        launcher.environment().put("JAVA_HOME", clone.resolve("java").toString());
        launcher.environment().merge("PATH", clone.resolve("tools").toString(), (path, tools) -> tools + ":" + path);
        Process process =
                launcher.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertThat(process.waitFor(1, TimeUnit.HOURS)).isTrue();
        return Files.readString(said, StandardCharsets.UTF_8);
    }

    /** All are older than whatever is built. */
    private Path write(String name, String text) throws IOException {
        Path file = clone.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
        Files.setLastModifiedTime(file.getParent(), FileTime.from(LONG_AGO));
        return file;
    }

    private void executable(String name, String text) throws IOException {
        assertThat(write(name, text).toFile().setExecutable(true)).isTrue();
    }
}
