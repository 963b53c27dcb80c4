package org.huale.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceFileTest {
    @TempDir
    private Path folder;

    @Test
    void whoGoesOnComesAfterWhoBegan() {
        ProvenanceFile file = ProvenanceFile.in(folder);
        assertThat(file.processes()).isEmpty();
        file.goOn(Map.of("pid", "1"));
        file.goOn(Map.of("pid", "2"));
        file.goOn(Map.of("pid", "3"));
        assertThat(file.processes()).extracting(it -> it.get("pid")).hasToString("[1, 2, 3]");
        file.begin(Map.of("pid", "4"));
        assertThat(file.processes()).extracting(it -> it.get("pid")).hasToString("[4]");
    }

    @Test
    void whatIsNoJsonIsNamed() throws IOException {
        Files.writeString(folder.resolve(ProvenanceFile.NAME), "{");
        assertThatThrownBy(() -> ProvenanceFile.in(folder).processes())
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("provenance.json: damaged");
    }
}
