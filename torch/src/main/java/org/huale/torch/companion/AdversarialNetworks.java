package org.huale.torch.companion;

import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.huale.detect.companion.AdversarialAutoencoder;
import org.huale.torch.nn.ParameterStore;

/** An autoencoder and the discriminator that it is trained against. Owns the parameters of both. */
final class AdversarialNetworks implements AutoCloseable {
    private static final String AUTOENCODER = "autoencoder";
    private static final String DISCRIMINATOR = "discriminator";

    private final ParameterStore parameters;
    private final Autoencoder autoencoder;
    private final Discriminator discriminator;

    AdversarialNetworks(AdversarialAutoencoder.Network sizes, Device device, long seed) {
        this.parameters = new ParameterStore(device, seed);
        this.autoencoder = new Autoencoder(parameters.at(AUTOENCODER), sizes);
        this.discriminator = new Discriminator(parameters.at(DISCRIMINATOR), sizes.latent(), sizes.hidden());
    }

    ParameterStore parameters() {
        return parameters;
    }

    Device device() {
        return parameters.device();
    }

    Autoencoder autoencoder() {
        return autoencoder;
    }

    Discriminator discriminator() {
        return discriminator;
    }

    Map<String, Tensor> ofAutoencoder() {
        return trainable(AUTOENCODER);
    }

    Map<String, Tensor> ofDiscriminator() {
        return trainable(DISCRIMINATOR);
    }

    private Map<String, Tensor> trainable(String which) {
        Map<String, Tensor> own = new TreeMap<>(parameters.trainable());
        own.keySet().removeIf(name -> !name.startsWith(which + "."));
        return own;
    }

    @Override
    public void close() {
        parameters.close();
    }
}
