package org.huale.detect.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RendezvousTest {

    @Test
    void hostsAreNamesAndAddressesOfBothKinds() {
        assertThat(Rendezvous.at("node-1:29500", 1, 2)).isEqualTo(new Rendezvous("node-1", 29500, 1, 2));
        assertThat(Rendezvous.at("10.0.0.5:1", 0, 3).host()).isEqualTo("10.0.0.5");
        assertThat(Rendezvous.at("[fe80::1]:65535", 0, 2)).isEqualTo(new Rendezvous("fe80::1", 65535, 0, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "node:", ":29500", "node:0", "node:65536", "fe80::1:29500", "tcp://node:1"})
    void whatIsNoHostAndPortIsRefused(String place) {
        assertThatThrownBy(() -> Rendezvous.at(place, 0, 2))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("--rendezvous")
                .hasMessageContaining(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1/2", "2/2", "0/1", "0/0"})
    void ranksCountFromZeroUpToTheNumberOfProcesses(String word) {
        String[] numbers = word.split("/");
        int rank = Integer.parseInt(numbers[0]);
        int world = Integer.parseInt(numbers[1]);
        assertThatThrownBy(() -> new Rendezvous("node", 1, rank, world))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("--rank");
    }
}
