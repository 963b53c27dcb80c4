package org.huale.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs where the environment variable HUALE_PYTHON names a Python with torch and safetensors. */
class PythonReadsOurWeightsTest {
    private static final String SCRIPT = """
            import sys, torch, safetensors.torch
            golden, pth, safe = sys.argv[1:4]
            expected = torch.load(golden, weights_only=True)
            ours = torch.load(pth, weights_only=True)
            assert list(ours) == list(expected), list(ours)
            also = safetensors.torch.load_file(safe)
            for name, tensor in expected.items():
                for copy in (ours[name], also[name]):
                    assert copy.dtype == tensor.dtype and copy.shape == tensor.shape, name
                    assert torch.equal(copy, tensor), name
                    assert copy.is_contiguous(), name
            model = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 1), torch.nn.BatchNorm2d(2))
            model.load_state_dict(torch.load(sys.argv[4], weights_only=True), strict=True)
            model.load_state_dict(torch.load(sys.argv[4], weights_only=True, mmap=True), strict=True)
            print("same")
            """;

    @TempDir
    Path folder;

    @Test
    void pythonFindsTheSameNumbers() throws IOException, InterruptedException {
        String python = System.getenv("HUALE_PYTHON");
        assumeTrue(python != null, "HUALE_PYTHON is not set");
        Path golden = WeightsGoldenTest.GOLDENS.resolve("state.pth");
        write("ours.pth", golden);
        write("ours.safetensors", golden);
        write("model.pth", WeightsGoldenTest.GOLDENS.resolve("checkpoint.pth"));
        Process process = new ProcessBuilder(
                        python,
                        "-c",
                        SCRIPT,
                        golden.toString(),
                        folder.resolve("ours.pth").toString(),
                        folder.resolve("ours.safetensors").toString(),
                        folder.resolve("model.pth").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
        process.waitFor();
        assertThat(Files.readString(folder.resolve("out.txt"), StandardCharsets.UTF_8))
                .isEqualTo("same\n");
    }

    private void write(String name, Path source) {
        WeightsFile.write(folder.resolve(name), WeightsFile.read(source).withMetadata(Map.of("a", "b")));
    }
}
