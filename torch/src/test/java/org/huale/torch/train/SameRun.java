package org.huale.torch.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two run folders that must hold the same bits, wall time aside. */
final class SameRun {

    private SameRun() {}

    static void assertSame(Path left, Path right) throws IOException {
        for (String name : new String[] {
            "metrics.csv",
            "validation.csv",
            "metrics.jsonl",
            "config.json",
            "classes.txt",
            "weights/last.safetensors",
            "weights/best.safetensors",
            "checkpoint/state.safetensors"
        }) {
            assertThat(Files.readAllBytes(right.resolve(name)))
                    .as(name)
                    .isEqualTo(Files.readAllBytes(left.resolve(name)));
        }
        assertThat(Files.size(right.resolve("events.out.tfevents.huale")))
                .isEqualTo(Files.size(left.resolve("events.out.tfevents.huale")));
    }
}
