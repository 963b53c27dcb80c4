package org.huale.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.huale.loop.RunHistory;
import org.huale.problem.HualeException;

/** The files of a comparison. */
public final class ComparisonFiles {

    private ComparisonFiles() {}

    /**
     * Writes {@code comparison.md} and {@code comparison.tex}, {@code cycles.csv} with every number of the runs, {@code
     * differences.csv}, {@code models.csv}, {@code savings.csv} and {@code ranks.csv}, and for each data set, numbered from 1 where there are
     * several, {@code curves-images.png} and {@code curves-boxes.png}; where arms are ranked, {@code ranks.png}. Files of
     * these names are replaced.
     *
     * @return why there are no pictures, where that is so
     * @throws HualeException where the folder cannot be written to
     */
    public static Optional<String> write(RunComparison comparison, List<RunHistory> runs, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("comparison.md"), new RunTable(comparison).toString());
            Files.writeString(folder.resolve("comparison.tex"), new RunLatex(comparison).toString());
            Files.writeString(folder.resolve("cycles.csv"), new RunCsv(runs).toString());
            ComparisonCsv csv = new ComparisonCsv(comparison);
            Files.writeString(folder.resolve("differences.csv"), csv.differences());
            Files.writeString(folder.resolve("models.csv"), csv.models());
            Files.writeString(folder.resolve("savings.csv"), csv.savings());
            Files.writeString(folder.resolve("ranks.csv"), csv.ranks());
            Optional<String> obstacle = Drawing.obstacle();
            if (obstacle.isEmpty()) {
                draw(comparison, folder);
            }
            return obstacle.map(reason -> "the curves are in CSV files only: " + reason);
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static void draw(RunComparison comparison, Path folder) throws IOException {
        Looks looks = Looks.of(comparison);
        Optional<ArmRanking> ranking = comparison.rankings().stream().findFirst();
        if (ranking.isPresent()) {
            new RankPlot(ranking.get()).write(folder.resolve("ranks.png"));
        }
        int number = 0;
        for (DatasetComparison dataset : comparison.datasets()) {
            number++;
            String which = comparison.datasets().size() == 1 ? "" : "-" + number;
            for (Axis axis : Axis.LABELS) {
                new CurvePlot(dataset, comparison.figure(), axis, looks)
                        .write(folder.resolve("curves-" + axis + which + ".png"));
            }
        }
    }
}
