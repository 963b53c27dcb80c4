package org.huale.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
    private static final Arithmetic HERE = new Arithmetic(Map.of("libtorch", "2, AVX2", "threads", "1"));

    @Test
    void aProvenanceHoldsItAmongOtherThings() {
        assertThat(HERE.provenance())
                .containsExactly(Map.entry("arithmetic.libtorch", "2, AVX2"), Map.entry("arithmetic.threads", "1"));
        assertThat(Arithmetic.of(Map.of("arithmetic.libtorch", "2, AVX2", "arithmetic.threads", 1, "java", "17")))
                .isEqualTo(HERE);
    }

    @Test
    void aLineSaysWhatIsOtherNowInAnyOfTheProcesses() {
        Map<String, String> same = HERE.provenance();
        Map<String, String> other = new Arithmetic(Map.of("libtorch", "2, AVX512", "threads", "1")).provenance();

        assertThat(HERE.notice("runs/a", List.of(same, other)))
                .hasValue("runs/a: comes from other arithmetic (libtorch 2, AVX512, now 2, AVX2);"
                        + " the results stay valid, but their last bits need not be those of one machine");
        assertThat(HERE.notice("runs/a", List.of(same, same))).isEmpty();
        assertThat(HERE.notice("runs/a", List.of())).isEmpty();
    }

    @Test
    void whatIsNotKnownDoesNotDiffer() {
        assertThat(HERE.notice("runs/a", List.of(Map.of("java", "17"), Map.of("arithmetic.BLAS", "OpenBLAS"))))
                .isEmpty();
    }

    @Test
    void aMixtureIsToldOnceForEachPart() {
        Map<String, String> other = Map.of("arithmetic.libtorch", "2, AVX512", "arithmetic.threads", "1");

        assertThat(Arithmetic.mixture(List.of(HERE.provenance(), other, other, Map.of())))
                .containsExactly("libtorch 2, AVX2 or 2, AVX512");
        assertThat(Arithmetic.mixture(List.of(other, other))).isEmpty();
        assertThat(Arithmetic.noticeOfMixture("runs", List.of(other, other))).isEmpty();
        assertThat(Arithmetic.noticeOfMixture("runs", List.of(HERE.provenance(), other)))
                .hasValueSatisfying(it -> assertThat(it).startsWith("runs: ").contains("AVX2 or 2, AVX512"));
    }
}
