package org.huale.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    private Path folder;

    @Test
    void aSecondHolderIsRefusedAndGetsItAfterwards() throws IOException {
        try (FolderLock first = FolderLock.take(folder, "working")) {
            assertThat(first).isNotNull();
            assertThat(FolderLock.isHeld(folder)).isTrue();
            assertThatThrownBy(() -> FolderLock.take(folder, "working"))
                    .isInstanceOf(FolderInUse.class)
                    .hasMessageContaining("another process is working");
        }
        assertThat(FolderLock.isHeld(folder)).isFalse();
        FolderLock.take(folder, "working").close();
    }

    @Test
    void whoRemovesTheLockLetsNobodyIn() throws IOException {
        for (String name : FolderLock.NAMES) {
            try (FolderLock first = FolderLock.take(folder, "working")) {
                assertThat(first).isNotNull();
                Files.delete(folder.resolve(name));
                assertThat(FolderLock.isHeld(folder)).isTrue();
                assertThatThrownBy(() -> FolderLock.take(folder, "working")).hasMessageContaining("another process");
            }
            FolderLock.take(folder, "working").close();
        }
    }

    /** Who asks has the lock for a moment, as two benchmarks of one folder do of each other's runs. */
    @Test
    void whoAsksWhetherItIsHeldKeepsNobodyOut() throws IOException {
        FolderLock.take(folder, "working").close();
        CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 10_000; i++) {
                FolderLock.isHeld(folder);
            }
        });
        while (!asking.isDone()) {
            FolderLock.take(folder, "working").close();
        }
        asking.join();
    }

    /** Locks of one process are seen by itself in other ways than by others. */
    @Test
    void anotherProcessIsKeptOutWhereTheLockIsRemoved() throws IOException, InterruptedException {
        Process other = holder();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('.');
            Files.delete(folder.resolve(FolderLock.NAME));
            assertThatThrownBy(() -> FolderLock.take(folder, "working")).hasMessageContaining("another process");
        } finally {
            other.getOutputStream().close();
            assertThat(other.waitFor(1, TimeUnit.HOURS)).isTrue();
        }
        FolderLock.take(folder, "working").close();
    }

    /** Whatever file of the lock a process closes, it gives up its locks of that file. */
    @Test
    void aSecondTryWithinTheProcessLetsNoOtherIn() throws IOException, InterruptedException {
        FolderLock before = FolderLock.take(folder, "working");
        before.close();
        try (FolderLock first = FolderLock.take(folder, "working")) {
            assertThat(first).isNotNull();
            before.close(); // again
            Files.delete(folder.resolve(FolderLock.NAME));
            assertThat(FolderLock.isHeld(folder)).isTrue();
            assertThatThrownBy(() -> FolderLock.take(folder, "working")).hasMessageContaining("another process");
            Process other = holder();
            other.getOutputStream().close();
            assertThat(other.getInputStream().read()).as("is refused").isEqualTo(-1);
        }
    }

    /** As one of another user, or on a disk that is read-only. */
    @Test
    void aFolderThatCannotBeWrittenToIsLookedAtAllTheSame() throws IOException, InterruptedException {
        Process other = holder();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('.');
            permit("r--r--r--");
            assumeFalse(Files.isWritable(folder.resolve(FolderLock.NAME)), "permissions hold for everybody");
            assertThat(FolderLock.isHeld(folder)).isTrue();
        } finally {
            other.getOutputStream().close();
            assertThat(other.waitFor(1, TimeUnit.HOURS)).isTrue();
        }
        assertThat(FolderLock.isHeld(folder)).isFalse();
        permit("---------");
        assertThat(FolderLock.isHeld(folder)).isFalse();
        assertThatThrownBy(() -> FolderLock.take(folder, "working")).isInstanceOf(AccessDeniedException.class);
    }

    private void permit(String permissions) throws IOException {
        for (String name : FolderLock.NAMES) {
            Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString(permissions));
        }
    }

    @Test
    void whatIsNoFileInTheLocksPlaceIsRefused() throws IOException {
        Files.createDirectory(folder.resolve(FolderLock.NAME));
        assertThatThrownBy(() -> FolderLock.isHeld(folder))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("cannot be used");
    }

    /** The first of the two files is locked by then. */
    @Test
    void whatCannotBeTakenWholeIsNotHeld() throws IOException {
        for (String name : FolderLock.NAMES) {
            Path inTheWay = Files.createDirectory(folder.resolve(name));
            assertThatThrownBy(() -> FolderLock.take(folder, "working"))
                    .as(name)
                    .isNotInstanceOf(FolderInUse.class);
            Files.delete(inTheWay);
            assertThat(FolderLock.isHeld(folder)).as(name).isFalse();
            FolderLock.take(folder, "working").close();
            for (String file : FolderLock.NAMES) {
                Files.delete(folder.resolve(file));
            }
        }
    }

    private Process holder() throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        return new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Holder.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Holds a lock until its input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            try (FolderLock lock = FolderLock.take(Path.of(arguments[0]), "working")) {
                try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
                    out.write(lock == null ? '!' : '.');
                }
                System.in.readAllBytes();
            }
        }
    }
}
