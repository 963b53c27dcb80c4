package org.huale.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.huale.laws.LawSeeds;
import org.huale.problem.HualeException;
import org.huale.problem.InputFault;
import org.huale.storage.Sha256;
import org.junit.jupiter.api.Assertions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Damages a sound file again and again and has it read each time: it is read, or refused with a message that a check wrote. A failure
 * shows seed and bytes, which {@code -Dhuale.laws.seed=N} repeats, and leaves the file under {@code target/fuzz}, whence it belongs into the
 * module's corpus: every file there is read in each build, in the place of the sound one.
 *
 * @param kind name of the folder of the corpus
 * @param file that is damaged, and whole again afterwards
 */
public record Fuzzer(String kind, Path file, Reading reading) {
    public static final long SEED = LawSeeds.fresh();

    private static final Logger LOG = LoggerFactory.getLogger(Fuzzer.class);
    private static final Duration MOST = Duration.ofMinutes(1); // of one file: endless is what is meant, not slow
    private static final Path CORPUS = Path.of("src/test/resources/org/huale/fuzz/corpus");
    private static final Path FAILED = Path.of("target/fuzz");
    private static final int LARGEST = 1 << 12;

    /** What reads the file; whatever it throws but a foreseen {@link HualeException} is a failure. */
    public interface Reading {
        void read(Path file) throws Exception;
    }

    /** Reads what once failed, and then the sound file, damaged by the seed as often. */
    public void run(int times) throws IOException {
        LOG.info("{} times, seed {}: {}", times, SEED, file);
        byte[] sound = Files.readAllBytes(file);
        assertThatCode(() -> reading.read(file))
                .as("%s, as it was written", file)
                .doesNotThrowAnyException();
        for (Path kept : corpus(kind)) {
            check(Files.readAllBytes(kept), kept.toString());
        }
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < times; i++) {
            check(new Mutation(random.split()).of(sound), "seed " + SEED);
        }
        Files.write(file, sound);
    }

    /** Reads one file in the place of the sound one, which is back afterwards. */
    public void run(byte[] damaged) throws IOException {
        byte[] sound = Files.readAllBytes(file);
        check(damaged, "made to fail");
        Files.write(file, sound);
    }

    /** The files that once failed, by name; none where no folder is called so. */
    public static List<Path> corpus(String kind) throws IOException {
        Path folder = CORPUS.resolve(kind);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.sorted().toList();
            for (Path it : all) {
                assertThat(Files.size(it)).as(it + " is small").isLessThanOrEqualTo(LARGEST);
            }
            return all;
        }
    }

    private void check(byte[] damaged, String source) throws IOException {
        Files.write(file, damaged);
        try {
            Assertions.assertTimeoutPreemptively(MOST, () -> reading.read(file));
        } catch (HualeException refused) {
            if (refused.getStackTrace()[0].getClassName().equals(InputFault.class.getName())) {
                fail(kept(damaged, source), refused); // a last line of defence, where a check is missing
            }
        } catch (Throwable other) { // whatever it is, its bytes are wanted
            throw new AssertionError(kept(damaged, source), other);
        }
    }

    private String kept(byte[] damaged, String source) throws IOException {
        String extension = file.getFileName().toString().replaceFirst("^.*\\.", ".");
        Path place = FAILED.resolve(kind).resolve(Sha256.of(damaged).substring(0, 12) + extension);
        Files.createDirectories(place.resolveSibling(""));
        Files.write(place, damaged);
        return source + ": " + place.toAbsolutePath() + ", which belongs into " + CORPUS.resolve(kind) + "; bytes "
                + HexFormat.of().formatHex(damaged) + ", as text " + new String(damaged, ISO_8859_1);
    }
}
