package org.huale.torch.train;

import java.util.ArrayList;
import java.util.Collection;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.train.optimize.Optimizer;
import org.huale.torch.train.optimize.WeightAverage;

/** What changes with each step, besides what is trained. */
record Moving(Optimizer optimizer, WeightAverage average) implements AutoCloseable {

    /** All tensors that a training goes on from. */
    Collection<Tensor> tensors(TrainingLoop.Subject subject) {
        Collection<Tensor> all = new ArrayList<>(subject.parameters().tensors().values());
        all.addAll(optimizer.state().values());
        all.addAll(average.state().values());
        all.addAll(subject.losses().state().values());
        subject.losses().beside().forEach(side -> all.addAll(side.state().values()));
        return all;
    }

    @Override
    public void close() {
        optimizer.close();
        average.close();
    }
}
