package org.huale.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose detector has learned nothing. */
class BlindDetectorTest {
    @TempDir(factory = MemoryDisk.class)
    private Path parent;

    private Rig rig;
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void makeRig() {
        rig = new Rig(parent.resolve("run"));
        rig.listener = new LoopListener() {
            @Override
            public void noted(String words) {
                heard.add(words);
            }
        };
    }

    @Test
    void eachCycleOfADetectorThatFindsNothingSaysSoAndTheRunGoesOn() {
        rig.mostFound = 0;
        assertThat(rig.run()).isInstanceOf(RunEnding.Done.class);
        assertThat(heard).hasSize(3).allMatch(it -> it.contains("found nothing in any of the 4 images"));
        assertThat(heard).extracting(it -> it.substring(0, 8)).containsExactly("cycle 0:", "cycle 1:", "cycle 2:");
    }

    @Test
    void aDetectorThatFindsSomethingIsNotSpokenOf() {
        rig.run();
        assertThat(heard).isEmpty();
    }
}
