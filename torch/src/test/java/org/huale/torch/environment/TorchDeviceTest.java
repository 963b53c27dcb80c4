package org.huale.torch.environment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;

class TorchDeviceTest {

    @Test
    void eachProcessTakesAGpuOfItsOwn() {
        assertThatCode(() -> TorchDevice.requireOneForEach(2, new TorchEnvironment.Cuda(2, "")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> TorchDevice.requireOneForEach(3, new TorchEnvironment.Cuda(2, "")))
                .isInstanceOf(HualeException.class)
                .hasMessage(
                        "device cuda: each of 3 processes takes a GPU of its own, and this machine has 2; ask for no"
                                + " more processes than that, or have all of them compute on one GPU by its number, as in"
                                + " cuda:0");
        assertThatThrownBy(() -> TorchDevice.requireOneForEach(2, new TorchEnvironment.Cuda(0, "no driver is loaded")))
                .isInstanceOf(HualeException.class)
                .hasMessage("device cuda: there is no GPU to compute on: no driver is loaded");
    }

    @Test
    void whatIsNoDeviceIsRefusedBeforeLibtorchSeesIt() {
        for (String name : List.of("gpu", "cuda0", "cuda:", "cuda:-1", "CPU", "")) {
            assertThatThrownBy(() -> TorchDevice.prepare(name, 1))
                    .isInstanceOf(HualeException.class)
                    .hasMessage("device must be cpu, cuda or cuda:n, got " + name);
        }
        assertThatThrownBy(() -> TorchDevice.prepare("cpu", 0))
                .isInstanceOf(HualeException.class)
                .hasMessage("threads must be at least 1, got 0");
    }

    @Test
    void processorsAndNumberedGpusAreSharedByAll() {
        assertThatCode(() -> TorchDevice.requireOneForEach("cpu", 99)).doesNotThrowAnyException();
        assertThatCode(() -> TorchDevice.requireOneForEach("cuda:0", 99)).doesNotThrowAnyException();
    }
}
