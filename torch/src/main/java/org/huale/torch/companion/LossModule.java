package org.huale.torch.companion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.huale.config.Mode;
import org.huale.torch.nn.Linear;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.nn.Pyramid;

/** Predicts from feature maps by how much the detector errs. Owns its parameters. */
final class LossModule implements AutoCloseable {
    private static final int LEVELS_OF_CALD = 4;

    private final ParameterStore parameters;
    private final List<Linear> levels = new ArrayList<>();
    private final Linear last;
    private final Mode mode;

    /** Of the pyramid, and of each level's layer. */
    record Sizes(int levels, int channels, int hidden) {

        static Sizes of(Mode mode, int levels, int channels, int hidden) {
            return new Sizes(mode == Mode.FAITHFUL ? Math.min(LEVELS_OF_CALD, levels) : levels, channels, hidden);
        }
    }

    LossModule(Mode mode, Sizes sizes, Device device, long seed) {
        this.mode = mode;
        this.parameters = new ParameterStore(device, seed);
        for (int level = 0; level < sizes.levels(); level++) {
            levels.add(Linear.create(parameters.at("levels." + level), sizes.channels(), sizes.hidden()));
        }
        this.last = Linear.create(parameters.at("last"), (long) sizes.levels() * sizes.hidden(), 1);
    }

    ParameterStore parameters() {
        return parameters;
    }

    /** [B], with gradients towards the maps unless these are detached. */
    Tensor of(Pyramid pyramid) {
        TensorVector hidden = new TensorVector();
        IntStream.range(0, levels.size())
                .mapToObj(level -> levels.get(level).of(mean(pyramid, level)).relu())
                .forEach(hidden::push_back);
        return last.of(torch.cat(hidden, 1)).to(torch.ScalarType.Float).reshape(-1);
    }

    private Tensor mean(Pyramid pyramid, int level) {
        return mode == Mode.FAITHFUL ? pyramid.mean(level) : pyramid.meanOfImages(level);
    }

    @Override
    public void close() {
        parameters.close();
    }
}
