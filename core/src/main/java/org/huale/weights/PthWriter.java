package org.huale.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes what {@code torch.load(weights_only=True)} reads: a zip of stored entries, as {@code torch.save} lays them out,
 * every tensor with a storage of its own. The same state dict gives the same bytes.
 */
final class PthWriter {
    private static final String FOLDER = "archive/";

    private PthWriter() {}

    static void write(FileChannel channel, StateDict weights) throws IOException {
        StoredZip zip = new StoredZip(channel);
        zip.add(FOLDER + "data.pkl", ByteBuffer.wrap(StateDictPickle.of(weights)));
        zip.add(FOLDER + "byteorder", text("little"));
        int key = 0;
        for (Map.Entry<String, TensorData> tensor : weights.tensors().entrySet()) {
            zip.add(FOLDER + "data/" + key++, tensor.getValue().data());
        }
        zip.add(FOLDER + "version", text("3\n")); // of the layout, in torch.save since 1.6
        if (!weights.metadata().isEmpty()) {
            zip.add(FOLDER + PthFile.METADATA, ByteBuffer.wrap(MetadataJson.write(weights.metadata())));
        }
        zip.finish();
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
