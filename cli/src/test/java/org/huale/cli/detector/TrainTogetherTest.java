package org.huale.cli.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code huale train} and {@code huale run} by several processes. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class TrainTogetherTest extends ProgramTest {
    private static final int TERMINATED = 143;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void draw() {
        Program.drawTinySet(folder.resolve("set"), 8);
    }

    @Test
    void optionsThatGoTogetherAreAskedForTogether() {
        refuses("--rendezvous, --rank and --world go together", "--rank", "1", "--world", "2");
        refuses("--world says how many", "--processes", "2", "--rendezvous", "node:1", "--rank", "0", "--world", "2");
        refuses("--rendezvous must be host:port", "--rendezvous", "node", "--rank", "0", "--world", "2");
        refuses("--rank from 0 to below", "--rendezvous", "node:1", "--rank", "2", "--world", "2");
        refuses("processes must be in [1, 1024], got 0", "--processes", "0");
    }

    private void refuses(String message, String... more) {
        assertThat(run(command("refused", more).toArray(String[]::new))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(message);
        assertThat(folder.resolve("refused")).doesNotExist();
    }

    @Test
    @Tag("slow")
    void processesThatAreStartedHereAndThoseThatMeetAtAPortTrainTheSame() throws IOException, InterruptedException {
        succeed(command("here", "--processes", "2").toArray(String[]::new));
        String place = "127.0.0.1:" + freePort();
        Process other = Program.start(folder.resolve("other.txt"), words("other", place, 1));
        Process first = Program.start(folder.resolve("first.txt"), words("first", place, 0));

        assertThat(first.waitFor()).as(() -> said("first.txt")).isEqualTo(ExitCode.DONE);
        assertThat(other.waitFor()).as(() -> said("other.txt")).isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("other")).doesNotExist();
        assertThat(Files.readAllBytes(folder.resolve("first/weights/last.safetensors")))
                .isEqualTo(Files.readAllBytes(folder.resolve("here/weights/last.safetensors")));
    }

    @Test
    @Tag("slow")
    void whoIsStoppedBeforeTheOthersComeIsToldHowToGoOn() throws IOException, InterruptedException {
        Process lonely = Program.start(folder.resolve("lonely.txt"), words("lonely", "127.0.0.1:" + freePort(), 0));
        while (lonely.isAlive() && !Files.exists(folder.resolve("lonely/config.json"))) {
            Thread.sleep(100);
        }
        lonely.destroy();
        lonely.waitFor();

        assertThat(said("lonely.txt"))
                .contains("Stopped before anything was trained; give the same command again with --resume.")
                .doesNotContain("Weights:");
    }

    /** A code of 0 would tell a script, or a watch, that the training is done. */
    @Test
    @Tag("slow")
    void whoIsStoppedByAnotherEndsWithTheCodeOfAStop() throws IOException, InterruptedException {
        String place = "127.0.0.1:" + freePort();
        Process other = Program.start(folder.resolve("asked.txt"), endless(words("asked", place, 1)));
        Process first = Program.start(folder.resolve("followed.txt"), endless(words("followed", place, 0)));
        awaitCheckpoint(folder.resolve("followed"), first);
        other.destroy();

        assertThat(first.waitFor()).as(() -> said("followed.txt")).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(other.waitFor()).as(() -> said("asked.txt")).isEqualTo(TERMINATED);
        assertThat(said("followed.txt")).contains("Stopped after ", "--resume continues");
    }

    @Test
    @Tag("slow")
    void aRunOfWhichAnotherProcessIsStoppedEndsWithThatCodeToo() throws IOException, InterruptedException {
        String run = Program.TINY_RUN + """
                training: {recipe: torchvision, epochs: 10000, batchSize: 1, processes: 2, saving: {everyIterations: 1}}
                """ + Program.data(folder.resolve("set"));
        Files.writeString(folder.resolve("long.yaml"), run);
        Path out = folder.resolve("long");
        Process first = Program.start(
                folder.resolve("long.txt"), "run", folder.resolve("long.yaml").toString(), "--out", out.toString());
        awaitCheckpoint(out.resolve("cycle-0/training"), first);
        first.descendants().forEach(ProcessHandle::destroy);

        assertThat(first.waitFor()).as(() -> said("long.txt")).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(said("long.txt")).contains("Stopped; 'huale resume " + out + "' continues");
    }

    private static String[] endless(String... words) {
        List<String> changed = new ArrayList<>(List.of(words));
        changed.set(changed.indexOf("--epochs") + 1, "10000");
        changed.add("training.saving.everyIterations=1");
        return changed.toArray(String[]::new);
    }

    private static void awaitCheckpoint(Path training, Process writer) throws InterruptedException {
        while (writer.isAlive() && !Files.exists(training.resolve("checkpoint"))) {
            Thread.sleep(100);
        }
    }

    @Test
    @Tag("slow")
    void processesWithOtherOptionsDoNotBegin() throws IOException, InterruptedException {
        String place = "127.0.0.1:" + freePort();
        List<String> changed = new ArrayList<>(List.of(words("unlike", place, 1)));
        changed.add("training.clipNorm=3");
        Process other = Program.start(folder.resolve("unlike.txt"), changed.toArray(String[]::new));
        Process first = Program.start(folder.resolve("like.txt"), words("like", place, 0));

        assertThat(first.waitFor()).isEqualTo(ExitCode.USER_INPUT);
        assertThat(other.waitFor()).isEqualTo(ExitCode.USER_INPUT);
        assertThat(said("like.txt")).contains("are to do something else");
    }

    @Test
    @Tag("slow")
    void everyCycleOfARunIsTrainedByAllProcesses() throws IOException {
        String run = Program.TINY_RUN + """
                cycles: 2
                strategy: ll4al
                training: {recipe: torchvision, epochs: 1, batchSize: 1, processes: 2}
                """ + Program.data(folder.resolve("set"));
        Files.writeString(folder.resolve("run.yaml"), run);
        succeed(
                "run",
                folder.resolve("run.yaml").toString(),
                "--out",
                folder.resolve("run").toString());

        assertThat(Files.readAllLines(folder.resolve("run/cycle-0/training/metrics.csv")))
                .as("a header, and four images by two")
                .hasSize(3);
    }

    private static String[] words(String out, String place, int rank) {
        return command(out, "--rendezvous", place, "--world", "2", "--rank", Integer.toString(rank))
                .toArray(String[]::new);
    }

    private static List<String> command(String out, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "train",
                "--data",
                "voc:" + folder.resolve("set") + ":trainval",
                "--out",
                folder.resolve(out).toString(),
                "--model",
                "small-resnet-fpn",
                "--threads",
                "1",
                "--epochs",
                "1",
                "--batch",
                "1",
                "detector.transform.minSize=64",
                "detector.transform.maxSize=64"));
        words.addAll(Arrays.asList(more));
        return words;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String said(String log) {
        try {
            return Files.readString(folder.resolve(log));
        } catch (IOException e) {
            return "nothing: " + e.getMessage();
        }
    }
}
