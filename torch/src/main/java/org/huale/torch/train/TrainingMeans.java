package org.huale.torch.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final Set<String> OTHERS = Set.of("epoch", "iteration", "gradientNorm", "learningRate");

    private TrainingMeans() {}

    /** The mean of each term over the iterations of the last epoch. */
    public static Map<String, Double> ofLastEpoch(Path training) {
        Path file = training.resolve(TABLE);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(InputFile.open(file), UTF_8))) {
            String header = lines.readLine();
            return header == null ? Map.of() : means(List.of(header.split(",")), lastEpoch(lines));
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    private static List<String[]> lastEpoch(BufferedReader lines) throws IOException {
        List<String[]> rows = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] row = line.split(",");
            if (!rows.isEmpty() && !rows.get(0)[0].equals(row[0])) {
                rows.clear();
            }
            rows.add(row);
        }
        return rows;
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
