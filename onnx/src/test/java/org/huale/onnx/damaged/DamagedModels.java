package org.huale.onnx.damaged;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.huale.detect.Detector;
import org.huale.detect.provider.DetectorSource;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.onnx.OnnxProvider;
import org.huale.problem.HualeException;

/**
 * Damages models, opens each and shows it an image, and writes a line for each: {@code found}, {@code refused} or {@code failed}.
 * A process of its own, as what ONNX Runtime does with such files is not ours to say.
 */
final class DamagedModels {
    /** Behind the name of a model that was not damaged. */
    static final String WHOLE = " as it is";

    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private static final Image IMAGE = new Image(new ImageSize(90, 70), new byte[3 * 90 * 70]);

    private final Path file;
    private final List<Path> models;

    private DamagedModels(Path folder, List<Path> models) {
        this.file = folder.resolve("damaged.onnx");
        this.models = models;
    }

    /** @param arguments a folder to write to, a seed, how many bytes are changed one at a time, and the models */
    public static void main(String[] arguments) throws IOException {
        List<Path> models = Arrays.stream(arguments).skip(3).map(Path::of).toList();
        DamagedModels damaged = new DamagedModels(Path.of(arguments[0]), models);
        damaged.cut();
        damaged.change(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
    }

    private void cut() throws IOException {
        for (Path model : models) {
            byte[] whole = Files.readAllBytes(model);
            attempt(model.getFileName() + WHOLE, whole);
            for (int tenth = 0; tenth < 10; tenth++) {
                attempt(
                        model.getFileName() + " cut at " + tenth + "/10",
                        Arrays.copyOf(whole, whole.length * tenth / 10));
            }
        }
    }

    private void change(long seed, int cases) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < cases; i++) {
            Path model = models.get(i % models.size());
            byte[] bytes = Files.readAllBytes(model);
            int place = random.nextInt(bytes.length);
            bytes[place] ^= (byte) random.nextInt(1, 256);
            attempt(model.getFileName() + " with another byte at " + place, bytes);
        }
    }

    private void attempt(String name, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        OUT.println("trying " + name);
        OUT.println(result());
    }

    private String result() {
        try (Detector detector = new OnnxProvider()
                .open(new DetectorSource(
                        file, null, DetectorSource.Changes.none(), new DetectorSource.Place("cpu", 1)))) {
            return "found "
                    + detector.detection(Set.of()).of(List.of(IMAGE)).get(0).count();
        } catch (HualeException e) {
            return "refused "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        } catch (RuntimeException | Error e) { // what must not be
            return "failed " + e;
        }
    }
}
