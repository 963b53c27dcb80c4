package org.huale.acquire.distinct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.training.StoppedException;
import org.huale.geometry.ImageSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignaturesTest {
    @TempDir
    Path folder;

    private final Scenes scenes = new Scenes(String::hashCode);

    @Test
    void anImageIsReadOnceForARun() {
        Path file = folder.resolve("a.signatures");
        Signatures first = Signatures.in(file, scenes);
        ImageSignature a = first.of(image("a")).orElseThrow();
        ImageSignature again = first.of(image("a")).orElseThrow();
        first.of(image("b"));
        first.keep();
        Signatures later = Signatures.in(file, scenes);
        assertThat(later.of(image("a")).orElseThrow().bytes()).isEqualTo(a.bytes());
        assertThat(again).isSameAs(a);
        later.of(image("c"));
        later.keep();
        assertThat(scenes.read).containsExactly("a", "b", "c");
        Signatures.in(file, scenes).of(image("c"));
        assertThat(scenes.read).hasSize(3);
    }

    @Test
    void aKilledProcessLosesFewOfMany() {
        Path file = folder.resolve("a.signatures");
        Signatures signatures = Signatures.in(file, new Scenes(name -> 7));
        for (int i = 0; i < 4200; i++) {
            signatures.of(image("image " + i));
        }
        Scenes later = new Scenes(name -> 7);
        Signatures kept = Signatures.in(file, later);
        for (int i = 0; i < 4200; i++) {
            kept.of(image("image " + i));
        }
        assertThat(later.read).hasSizeLessThan(4096).startsWith("image 4096");
    }

    @Test
    void aStopIsHeededBeforeTheNextImage() {
        AtomicBoolean stop = new AtomicBoolean();
        Signatures signatures = Signatures.in(folder.resolve("a.signatures"), scenes, stop::get);
        signatures.of(image("a"));
        stop.set(true);
        assertThatThrownBy(() -> signatures.of(image("a"))).isInstanceOf(StoppedException.class);
        assertThatThrownBy(() -> signatures.of(image("b"))).isInstanceOf(StoppedException.class);
        assertThat(scenes.read).containsExactly("a");
    }

    @Test
    void withoutAnythingNewNothingIsWritten() {
        Path file = folder.resolve("a.signatures");
        Signatures.in(file, scenes).keep();
        assertThat(file).doesNotExist();
    }

    @Test
    void aDamagedFileIsMadeAnew() throws IOException {
        Path file = folder.resolve("a.signatures");
        Signatures signatures = Signatures.in(file, scenes);
        signatures.of(image("a"));
        signatures.keep();
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 5, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            check(file);
        }
        whole[40] ^= 1;
        Files.write(file, whole);
        check(file);
    }

    private void check(Path file) {
        scenes.read.clear();
        Signatures.in(file, scenes).of(image("a"));
        assertThat(scenes.read).containsExactly("a");
    }

    @Test
    void anImageThatCannotBeReadIsLikeNoOther() {
        Signatures signatures = Signatures.in(folder.resolve("a.signatures"), new Scenes(name -> -1));
        assertThat(signatures.of(image("a"))).isEmpty();
    }

    private static ImageRecord image(String id) {
        return new ImageRecord(new ImageId(id), Path.of(id + ".jpg"), new ImageSize(32, 32), List.of());
    }
}
