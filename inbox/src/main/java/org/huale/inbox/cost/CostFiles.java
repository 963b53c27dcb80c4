package org.huale.inbox.cost;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.huale.inbox.Inbox;
import org.huale.report.curve.AnnotationSeconds;
import org.huale.storage.CsvText;
import org.huale.storage.WholeFile;

/**
 * What annotation cost, in the run's folder: {@code annotation-costs.csv} by annotator and class, {@code annotation-agreement.csv}
 * where two annotated the same image, and {@code annotation-seconds.csv} by image, from which reports draw. Written anew when a
 * request is completed; where nothing was measured there are none.
 */
public final class CostFiles {
    static final String COSTS = "annotation-costs.csv";
    static final String AGREEMENT = "annotation-agreement.csv";

    private CostFiles() {}

    /** @throws org.huale.problem.HualeException where a file cannot be written */
    public static void write(Inbox inbox, Path run) {
        Collection<ImageCost> costs = ImageCost.all(inbox).values();
        CostTable table = CostTable.of(costs);
        if (!table.isEmpty()) {
            WholeFile.writeText(run.resolve(COSTS), table.csv());
            WholeFile.writeText(run.resolve(AnnotationSeconds.FILE), seconds(costs));
        }
        AgreementTable agreement = AgreementTable.of(costs);
        if (!agreement.isEmpty()) {
            WholeFile.writeText(run.resolve(AGREEMENT), agreement.csv());
        }
    }

    /**
     * Seconds of each image in all requests and by all who worked on it. An image that somebody has finished without the time
     * being known is not there; one that nobody has finished counts what was spent on it, perhaps nothing.
     */
    private static String seconds(Collection<ImageCost> costs) {
        Map<String, Double> seconds = new TreeMap<>();
        Set<String> unknown = new TreeSet<>();
        for (ImageCost cost : costs) {
            String name = cost.image().name().value();
            seconds.merge(name, cost.total(), Double::sum);
            if (cost.image().state().isFinished() && !cost.isMeasured()) {
                unknown.add(name);
            }
        }
        seconds.keySet().removeAll(unknown);
        StringBuilder csv = new StringBuilder(CsvText.line(List.of("image", "seconds")));
        seconds.forEach((image, spent) ->
                csv.append(CsvText.line(List.of(image, String.format(Locale.ROOT, "%.3f", spent)))));
        return csv.toString();
    }
}
