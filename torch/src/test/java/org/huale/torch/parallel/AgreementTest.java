package org.huale.torch.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import org.bytedeco.pytorch.Context;
import org.huale.problem.HualeException;
import org.huale.torch.parallel.ExchangeOptions.Backend;
import org.huale.torch.parallel.watch.Leeway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgreementTest {
    private static final String HERE = "10.0.0.5";
    private static final String THERE = "10.0.0.6";

    @Test
    void gpusOfTheirOwnExchangeByNccl() {
        List<Offer> offers = List.of(able(HERE, "cuda:0"), able(HERE, "cuda:1"), able(THERE, "cuda:0"));

        assertThat(Agreement.of(Backend.AUTO, offers)).isEqualTo(new Agreement(true, ""));
        assertThat(Agreement.of(Backend.NCCL, offers)).isEqualTo(new Agreement(true, ""));
    }

    @Test
    void whoWantsGlooGetsIt() {
        assertThat(Agreement.of(Backend.GLOO, List.of(able(HERE, "cuda:0"), able(HERE, "cuda:1"))))
                .isEqualTo(new Agreement(false, ""));
    }

    @Test
    void processorsExchangeByGlooAndNothingIsSaid() {
        assertThat(Agreement.of(Backend.AUTO, List.of(onCpu(), onCpu()))).isEqualTo(new Agreement(false, ""));
    }

    @Test
    void whereOneCannotAllTakeGlooAndSayWhy() {
        List<Offer> offers = List.of(able(HERE, "cuda:0"), new Offer(THERE, "cuda:0", "it has none"));

        assertThat(Agreement.of(Backend.AUTO, offers))
                .isEqualTo(new Agreement(false, "rank 1 cannot exchange by it: it has none"));
        assertThatThrownBy(() -> Agreement.of(Backend.NCCL, offers))
                .isInstanceOf(HualeException.class)
                .hasMessage(
                        "training.exchange.backend is nccl, but rank 1 cannot exchange by it: it has none. Take gloo,"
                                + " which sends through the memory of the machines, or auto, which takes it where NCCL cannot be"
                                + " used");
    }

    @Test
    void aGpuForTwoIsSaid() {
        List<Offer> offers = List.of(able(THERE, "cuda:0"), able(HERE, "cuda:0"), able(HERE, "cuda:0"));

        assertThat(Agreement.of(Backend.AUTO, offers).reason())
                .isEqualTo("ranks 1 and 2 both compute on cuda:0 of 10.0.0.5, and NCCL needs a GPU for each");
        assertThatThrownBy(() -> Agreement.of(Backend.NCCL, offers)).hasMessageContaining("ranks 1 and 2 both");
    }

    @Test
    void ncclBetweenProcessorsIsRefused() {
        assertThatThrownBy(() -> Agreement.of(Backend.NCCL, List.of(onCpu(), onCpu())))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("rank 0 cannot exchange by it: it computes on the CPU");
    }

    @Test
    void anOfferIsReadAsItWasWritten() {
        Offer offer = new Offer(HERE, "cuda:0", "two\nlines");

        assertThat(Offer.of(offer.text())).isEqualTo(offer);
        assertThat(Offer.of(able(HERE, "cuda:3").text())).isEqualTo(able(HERE, "cuda:3"));
    }

    @Test
    void aGpuWithoutNumberIsTheFirst() {
        assertThat(new Means(Backend.AUTO, "cuda").numbered()).isEqualTo("cuda:0");
        assertThat(new Means(Backend.AUTO, "cuda:1").numbered()).isEqualTo("cuda:1");
        assertThat(new Means(Backend.AUTO, "cpu").numbered()).isEqualTo("cpu");
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void whoComputesOnTheCpuOffersNoNccl(Backend wanted) {
        assertThat(Offer.of(new Means(wanted, "cpu"), "localhost"))
                .isEqualTo(new Offer("127.0.0.1", "cpu", "it computes on the CPU"));
    }

    @Test
    void theBuildForTheCpuSaysWhatItLacks() {
        assumeThat(Context.hasCUDART()).isFalse();

        assertThat(NcclLibrary.missing().orElseThrow()).contains("build with -Pcuda");
        assertThat(NcclLibrary.notLoaded().orElseThrow()).startsWith("NCCL cannot be loaded (");
        assertThat(Offer.of(new Means(Backend.AUTO, "cuda"), HERE).obstacle()).contains("there is no GPU");
        assertThat(Offer.of(new Means(Backend.GLOO, "cuda"), HERE).obstacle()).isEqualTo("nobody asked for it");
    }

    @Test
    void patienceIsALeewayOfItsSeconds() {
        assertThat(ExchangeOptions.defaults().leeway()).isEqualTo(Leeway.USUAL);
        ExchangeOptions patient = ExchangeOptions.defaults().withPatience(90);
        assertThat(patient.leeway()).isEqualTo(new Leeway(90, 90));
        assertThat(Member.training(1, 2, patient, "cpu").pulse().leeway()).isEqualTo(new Leeway(90, 90));
        assertThat(Member.detecting(1, 2, patient).pulse().leeway()).isEqualTo(new Leeway(90, 90));
        assertThatThrownBy(() -> new ExchangeOptions(Backend.AUTO, -1)).hasMessageContaining("got -1");
        assertThatThrownBy(() -> new ExchangeOptions(Backend.AUTO, 604_801)).hasMessageContaining("got 604801");
    }

    private static Offer able(String address, String device) {
        return new Offer(address, device, "");
    }

    private static Offer onCpu() {
        return new Offer(HERE, "cpu", "it computes on the CPU");
    }
}
