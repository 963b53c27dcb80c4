package org.huale.torch.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;

/** What a finished training says of its losses. */
public final class TrainingMeans {
    private static final String TABLE = "metrics.csv";
    /** An epoch of few images is a few iterations, whose mean is noise. */
    private static final int LEAST = 50;

    private static final Set<String> OTHERS = Set.of("epoch", "iteration", "gradientNorm", "learningRate");

    private TrainingMeans() {}

    /** The mean of each term over the iterations of the last epoch, and over the last 50 where that has fewer. */
    public static Map<String, Double> ofTheEnd(Path training) {
        Path file = training.resolve(TABLE);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(InputFile.open(file), UTF_8))) {
            String header = lines.readLine();
            return header == null ? Map.of() : means(List.of(header.split(",")), end(lines));
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    private static List<String[]> end(BufferedReader lines) throws IOException {
        Deque<String[]> rows = new ArrayDeque<>();
        int inEpoch = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] row = line.split(",");
            inEpoch = !rows.isEmpty() && rows.getLast()[0].equals(row[0]) ? inEpoch + 1 : 1;
            rows.add(row);
            while (rows.size() > Math.max(LEAST, inEpoch)) {
                rows.removeFirst();
            }
        }
        return List.copyOf(rows);
    }

    private static Map<String, Double> means(List<String> columns, List<String[]> rows) {
        Map<String, Double> means = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!OTHERS.contains(columns.get(i))) {
                int column = i;
                double sum = rows.stream()
                        .mapToDouble(row -> Double.parseDouble(row[column]))
                        .sum();
                means.put(columns.get(i), sum / rows.size());
            }
        }
        return means;
    }
}
