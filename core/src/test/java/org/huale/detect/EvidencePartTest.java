package org.huale.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class EvidencePartTest {

    @Test
    void onlyWhatStrategiesCannotDoWithoutIsLacking() {
        assertThat(EvidencePart.lacking(EvidencePart.all(), Set.of(EvidencePart.PROBABILITIES)))
                .hasValue("proposals and features");
        assertThat(EvidencePart.lacking(Set.of(EvidencePart.VARIANCES, EvidencePart.SUPPRESSED), Set.of()))
                .isEmpty();
        assertThat(EvidencePart.lacking(Set.of(), Set.of())).isEmpty();
    }
}
