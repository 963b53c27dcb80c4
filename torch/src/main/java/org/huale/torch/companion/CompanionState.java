package org.huale.torch.companion;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.train.optimize.Optimizer;

/** What a checkpoint needs of a companion. */
final class CompanionState {

    private CompanionState() {}

    /** All tensors of the store, and what the optimizers remember, each under its own name. */
    static Map<String, Tensor> of(ParameterStore parameters, Map<String, Optimizer> optimizers) {
        Map<String, Tensor> state = new LinkedHashMap<>();
        parameters.tensors().forEach((name, tensor) -> state.put("parameter/" + name, tensor));
        optimizers.forEach((which, optimizer) ->
                optimizer.state().forEach((name, tensor) -> state.put("optimizer/" + which + name, tensor)));
        return state;
    }
}
