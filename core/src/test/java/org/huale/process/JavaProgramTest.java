package org.huale.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JavaProgramTest {
    @Test
    void childrenGetTheOptionsThatTwoProcessesMayHave() {
        assertThat(List.of("-Xmx1g", "-XX:SharedArchiveFile=classes.jsa", "-Dhuale.threads=2"))
                .allMatch(option -> JavaProgram.isPassedOn(option, Set.of("huale.commit")));
        assertThat(List.of("-XX:ArchiveClassesAtExit=classes.jsa.7", "-agentlib:jdwp", "-Dhuale.commit=1"))
                .noneMatch(option -> JavaProgram.isPassedOn(option, Set.of("huale.commit")));
    }
}
