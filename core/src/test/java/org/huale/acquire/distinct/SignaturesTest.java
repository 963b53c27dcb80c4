package org.huale.acquire.distinct;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
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
