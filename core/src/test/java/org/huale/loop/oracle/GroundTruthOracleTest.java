package org.huale.loop.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.huale.loop.pool.PoolTest.CAT;
import static org.huale.loop.pool.PoolTest.DOG;
import static org.huale.loop.pool.PoolTest.dataset;
import static org.huale.loop.pool.PoolTest.id;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageRecord;
import org.huale.loop.pool.Pool;
import org.huale.problem.HualeException;
import org.huale.revision.ClassHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTruthOracleTest {
    @TempDir
    private Path folder;

    private final Dataset truth = dataset("a", "b", "c");

    private Path log() {
        return folder.resolve("audit.jsonl");
    }

    private static Oracle oracle(Dataset truth, Path log) {
        return new GroundTruthOracle(truth, new ClassHistory(truth.classes(), List.of()), log);
    }

    private Oracle.Request request(int cycle, String... ids) {
        Pool pool = Pool.of(truth);
        List<ImageRecord> images =
                List.of(ids).stream().map(it -> pool.record(id(it))).toList();
        return new Oracle.Request(cycle, images);
    }

    @Test
    void revealsWhatIsAskedForAndNothingElse() {
        Oracle.Answer answer = oracle(truth, log()).annotate(request(0, "c", "a"));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Oracle.Complete.class,
                        complete -> assertThat(complete.annotations())
                                .containsOnlyKeys(id("a"), id("c"))
                                .containsEntry(id("a"), List.of(CAT, DOG)));
    }

    @Test
    void everyRevealIsLoggedInTheOrderAskedWithWhoAsked() {
        oracle(truth, log()).annotate(request(-1, "c", "a"));
        assertThat(log())
                .hasContent("{\"cycle\":-1,\"image\":\"c\",\"annotations\":2,\"asker\":\""
                        + getClass().getName() + "\"}\n"
                        + "{\"cycle\":-1,\"image\":\"a\",\"annotations\":2,\"asker\":\""
                        + getClass().getName()
                        + "\"}\n");
    }

    @Test
    void askedAgainAfterAStopTheLogStaysTheSame() throws IOException {
        oracle(truth, log()).annotate(request(0, "a"));
        byte[] once = Files.readAllBytes(log());
        Oracle again = oracle(truth, log());
        assertThat(again.annotate(request(0, "a"))).isInstanceOf(Oracle.Complete.class);
        assertThat(Files.readAllBytes(log())).isEqualTo(once);
        again.annotate(request(1, "a"));
        assertThat(Files.readAllLines(log())).hasSize(2);
    }

    @Test
    void aLineThatACrashLeftUnfinishedIsWrittenAnew() throws IOException {
        Oracle oracle = oracle(truth, log());
        oracle.annotate(request(0, "a"));
        oracle.annotate(request(0, "b"));
        byte[] whole = Files.readAllBytes(log());
        for (int length = 0; length < whole.length; length++) {
            Files.write(log(), Arrays.copyOf(whole, length), StandardOpenOption.TRUNCATE_EXISTING);
            oracle.annotate(request(0, "a"));
            oracle.annotate(request(0, "b"));
            assertThat(Files.readAllBytes(log())).isEqualTo(whole);
        }
    }

    @Test
    void anUnknownImageRevealsAndLogsNothing() {
        Dataset less = dataset("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> oracle(less, log()).annotate(request(0, "a", "b")))
                .withMessageContaining("no image b");
        assertThat(log()).doesNotExist();
    }

    @Test
    void nothingIsRevealedThatCannotBeLogged() {
        Oracle oracle = oracle(truth, folder.resolve("gone/audit.jsonl"));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> oracle.annotate(request(0, "a")))
                .withMessageContaining("audit.jsonl: cannot be written");
    }

    @Test
    void nothingAskedForIsNothingRevealed() {
        assertThat(oracle(truth, log()).annotate(request(0))).isEqualTo(new Oracle.Complete(Map.of()));
    }
}
