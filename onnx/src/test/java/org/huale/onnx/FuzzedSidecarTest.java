package org.huale.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.huale.fuzz.Fuzzer;
import org.huale.onnx.file.ModelFile;
import org.huale.onnx.options.Convention;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies beside a model and says how it is used, damaged by fresh seeds, and all that once failed. */
final class FuzzedSidecarTest {
    @TempDir
    private Path folder;

    @Test
    void sidecars() throws IOException {
        sidecars(300);
    }

    @Test
    @Tag("slow")
    void sidecarsForMinutes() throws IOException {
        sidecars(30_000);
    }

    private void sidecars(int times) throws IOException {
        Path model = folder.resolve("net.onnx");
        Files.copy(
                Path.of("src/test/resources/golden/ultralytics-any-size.onnx"),
                model,
                StandardCopyOption.REPLACE_EXISTING);
        Sidecar sidecar = Sidecar.of(model);
        sidecar.write(Convention.ULTRALYTICS.options(), List.of("it was named"));
        ModelFile file = ModelFile.read(model);
        new Fuzzer("sidecar", sidecar.path(), it -> DecidedModel.of(file)).run(times);
    }
}
