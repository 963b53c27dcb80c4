package org.huale.torch.companion;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.huale.config.Mode;
import org.huale.dataset.Dataset;
import org.huale.detect.companion.AdversarialAutoencoder;
import org.huale.image.Image;
import org.huale.random.Seeds;
import org.huale.torch.companion.BatchNorm.Statistics;
import org.huale.torch.memory.Tensors;
import org.huale.torch.train.CompanionTraining;
import org.huale.weights.StateDict;
import org.jspecify.annotations.Nullable;

/** Trains and opens the autoencoder and the discriminator. */
public final class AdversarialAutoencoderTrainer implements CompanionTrainer<AdversarialAutoencoder> {

    @Override
    public Class<AdversarialAutoencoder> options() {
        return AdversarialAutoencoder.class;
    }

    @Override
    public boolean sharesBatches() {
        return true;
    }

    @Override
    public CompanionTraining begin(AdversarialAutoencoder options, Setting setting) {
        SquareImages squares = squares(options);
        AdversarialNetworks networks = new AdversarialNetworks(
                options.network(), setting.device(), setting.seeds().of("weights"));
        return new AutoencoderTraining(options, networks, squares, draws(setting, squares));
    }

    @Override
    public TrainedCompanion open(AdversarialAutoencoder options, StateDict weights, Source source) {
        AdversarialNetworks networks = new AdversarialNetworks(options.network(), source.device(), 0);
        return new OpenParameters(networks.parameters())
                .loaded(weights, source, new Telling(networks, squares(options)));
    }

    private static SquareImages squares(AdversarialAutoencoder options) {
        return new SquareImages(options.mode(), options.network().size());
    }

    private static AutoencoderTraining.@Nullable Draws draws(Setting setting, SquareImages squares) {
        Data data = setting.data();
        if (data.unlabeled().size() == 0 || data.labeled().size() == 0) {
            return null;
        }
        return new AutoencoderTraining.Draws(
                draws(data.labeled(), setting, squares, "labeled"),
                draws(data.unlabeled(), setting, squares, "unlabeled"),
                setting.seeds());
    }

    private static SquareDraws draws(Dataset images, Setting setting, SquareImages squares, String which) {
        return new SquareDraws(
                images.images(),
                setting.data().batchSize(),
                new SquareDraws.Reading(setting.data().reader(), squares),
                new Seeds(setting.seeds().of(which)));
    }

    private record Telling(AdversarialNetworks networks, SquareImages squares) implements TrainedCompanion {

        @Override
        public Set<String> vectorsOfImages() {
            return Set.of(AdversarialAutoencoder.VECTOR);
        }

        @Override
        public List<float[]> describe(String vector, List<Image> images) {
            List<float[]> vectors = new ArrayList<>();
            List<byte[]> made = images.stream().map(squares::of).toList();
            if (squares.mode() == Mode.FAITHFUL) { // one image at a time, by its own statistics
                made.forEach(it -> vectors.add(probabilities(List.of(it), Statistics.OF_BATCH)));
                return vectors;
            }
            for (float probability : probabilities(made, Statistics.RUNNING)) {
                vectors.add(new float[] {probability});
            }
            return vectors;
        }

        private float[] probabilities(List<byte[]> made, Statistics statistics) {
            Tensor codes = networks.autoencoder()
                    .code(squares.tensor(made, networks.device()), statistics)
                    .mean();
            return Tensors.toFloats(networks.discriminator().of(codes).sigmoid());
        }

        @Override
        public void close() {
            networks.close();
        }
    }
}
