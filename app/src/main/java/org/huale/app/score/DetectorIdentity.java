package org.huale.app.score;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.huale.dataset.file.RelativePath;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.DetectorSource;
import org.huale.storage.Sha256;

/** What tells predictions of a detector from those of others, by what is said. */
public final class DetectorIdentity {

    private DetectorIdentity() {}

    /**
     * Of all that decides what is found in an image.
     *
     * @param batch images detected in together
     * @throws org.huale.problem.HualeException where a file of the detector cannot be read
     */
    public static Map<String, String> of(DetectorSource source, int batch) {
        DetectorProvider provider = DetectorProviders.of(source);
        Map<String, String> identity = new TreeMap<>();
        identity.put("weights", Fingerprint.of(source.weights()));
        Path folder = RelativePath.folderOf(source.weights());
        provider.companions(source.weights())
                .forEach(file -> identity.put("weights of " + shown(folder, file), Fingerprint.of(file)));
        identity.put("options", Sha256.of(provider.described(source)));
        identity.put("device", source.place().device());
        identity.put("threads", Integer.toString(source.place().threads()));
        identity.put("batch", Integer.toString(batch));
        return identity;
    }

    private static String shown(Path folder, Path file) {
        return RelativePath.shown(folder, file.toAbsolutePath().normalize());
    }
}
