package org.huale.torch.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingMeansTest {
    @TempDir
    private Path folder;

    @Test
    void aLongEpochIsMeantAlone() throws IOException {
        write(60, 120);
        assertThat(TrainingMeans.ofTheEnd(folder)).isEqualTo(Map.of("total", (60 + 119) / 2.0));
    }

    /** As where iterations are counted, and not epochs. */
    @Test
    void anEpochThatWasCutIsNotFilledUpFromTheOneBefore() throws IOException {
        write(60, 130);
        assertThat(TrainingMeans.ofTheEnd(folder)).isEqualTo(Map.of("total", (80 + 129) / 2.0));
    }

    /** Five iterations an epoch: their mean alone would be that of 20 images. */
    @Test
    void ofShortEpochsTheLastFiftyIterationsCount() throws IOException {
        write(5, 100);
        assertThat(TrainingMeans.ofTheEnd(folder)).isEqualTo(Map.of("total", (50 + 99) / 2.0));
    }

    @Test
    void aShortTrainingIsMeantWhole() throws IOException {
        write(2, 6);
        assertThat(TrainingMeans.ofTheEnd(folder)).isEqualTo(Map.of("total", 2.5));
    }

    /**
     * A term that is the number of the iteration.
     *
     * @param each iterations of an epoch
     */
    private void write(int each, int all) throws IOException {
        StringBuilder table = new StringBuilder("epoch,iteration,total,learningRate\n");
        for (int i = 0; i < all; i++) {
            table.append(i / each).append(',').append(i).append(',').append(i).append(",0.1\n");
        }
        Files.writeString(folder.resolve("metrics.csv"), table);
    }
}
