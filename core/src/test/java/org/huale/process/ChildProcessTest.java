package org.huale.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ChildProcessTest {
    private static final int INTERRUPTED = 130;

    @TempDir
    private Path folder;

    /** Ends as the program does where nobody waits for it any more. */
    static final class WaitingProgram {
        private WaitingProgram() {}

        public static void main(String[] words) throws InterruptedException {
            ChildProcess.whenNobodyWaits(() -> System.exit(INTERRUPTED));
            Thread.sleep(3_600_000);
        }
    }

    /** A process of a system that can only end another outright, as Windows. */
    private static final class Outright extends Process {
        private boolean heardTheEnd;
        private boolean ended;

        @Override
        public boolean supportsNormalTermination() {
            return false;
        }

        @Override
        public OutputStream getOutputStream() {
            return new ByteArrayOutputStream() {
                @Override
                public void close() {
                    heardTheEnd = true;
                }
            };
        }

        @Override
        public InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public int waitFor() {
            return INTERRUPTED;
        }

        @Override
        public int exitValue() {
            return INTERRUPTED;
        }

        @Override
        public void destroy() {
            ended = true;
        }
    }

    @Test
    void whereOneCanOnlyBeEndedOutrightTheEndOfItsInputAsksItToSave() {
        Outright process = new Outright();
        new ChildProcess(process, folder.resolve("log")).stop();
        assertThat(process.heardTheEnd).isTrue();
        assertThat(process.ended).isFalse();
    }

    @Test
    void oneWhoseInputEndsEndsAsIfItWereStopped() throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(JavaProgram.command(List.of(WaitingProgram.class.getName()), Set.of()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        assertThat(process.waitFor()).isEqualTo(INTERRUPTED);
        assertThat(new ChildProcess(process, log).wasStopped()).isTrue();
    }
}
