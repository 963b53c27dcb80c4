package org.huale.torch.parallel;

import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.Backend;
import org.bytedeco.pytorch.GlooDeviceVector;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.Store;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Work;

/**
 * By Gloo, over the network. Tensors of a GPU go through the memory of the machine.
 *
 * @param address of this machine, by which the others reach it
 */
record GlooExchange(String address) implements Exchange {

    @Override
    public Backend connect(Store store, Member self) {
        ProcessGroupGloo.Options options =
                ProcessGroupGloo.Options.create(new Milliseconds(Exchange.mostMilliseconds(self)));
        options.devices(new GlooDeviceVector(ProcessGroupGloo.createDeviceForHostname(address)));
        return new ProcessGroupGloo(store, self.rank(), self.size(), options);
    }

    @Override
    public Tensor placed(Tensor values) {
        return values.cpu();
    }

    @Override
    public boolean endsWithin(Work work, int milliseconds) {
        try {
            return work._wait(new Milliseconds(milliseconds));
        } catch (RuntimeException e) {
            return work.isCompleted();
        }
    }

    @Override
    public void close(Backend group) {
        group.close();
    }

    /** It goes with the process. */
    @Override
    public void abandon(Backend group) {}
}
