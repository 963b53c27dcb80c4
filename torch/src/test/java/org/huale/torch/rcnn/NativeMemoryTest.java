package org.huale.torch.rcnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A step leaves nothing behind, neither objects of the binding nor memory of libtorch. */
class NativeMemoryTest {
    private static final long SLACK = 48L << 20; // what allocators keep; a leak of one feature map a step is far more

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(MemoryProbe.Work.class)
    void stepsLeaveNothingBehind(MemoryProbe.Work work) throws IOException, InterruptedException {
        assertFlat(work, 100);
    }

    @ParameterizedTest
    @EnumSource(MemoryProbe.Work.class)
    @Tag("slow")
    void aThousandStepsLeaveNothingBehind(MemoryProbe.Work work) throws IOException, InterruptedException {
        assertFlat(work, 1000);
    }

    /** In a process whose heap is all there from the start, so that its growth is that of native memory. */
    private void assertFlat(MemoryProbe.Work work, int steps) throws IOException, InterruptedException {
        Path result = folder.resolve("growth.txt");
        ProcessBuilder program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                        "-XX:+UseSerialGC",
                        "-XX:+AlwaysPreTouch",
                        "-Xms512m",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemoryProbe.class.getName(),
                        work.name(),
                        Integer.toString(steps),
                        result.toString())
                .redirectErrorStream(true);
        program.environment().put("OMP_NUM_THREADS", "1"); // several would spin for each other beside a busy process
        Process probe = program.start();
        String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(probe.waitFor()).as(said).isZero();
        String[] growth = Files.readString(result).split(" ");
        assertThat(Long.parseLong(growth[0])).as("native objects left").isLessThanOrEqualTo(0);
        assertThat(Long.parseLong(growth[1]))
                .as("bytes that the process grew by")
                .isLessThan(SLACK);
    }
}
