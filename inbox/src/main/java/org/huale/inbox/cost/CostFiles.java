package org.huale.inbox.cost;

import java.nio.file.Path;
import org.huale.inbox.Inbox;
import org.huale.report.curve.AnnotationSeconds;
import org.huale.storage.WholeFile;

/**
 * What annotation cost, in the run's folder: {@code annotation-costs.csv} by annotator and class, {@code annotation-agreement.csv}
 * where two annotated the same image, and {@code annotation-seconds.csv} by image, from which reports draw. Written anew when a
 * request is completed; where nothing was measured there are none. What was measured before stays, also where the inbox no longer
 * has it ({@link FormerCosts}).
 */
public final class CostFiles {
    static final String COSTS = "annotation-costs.csv";
    static final String AGREEMENT = "annotation-agreement.csv";

    private CostFiles() {}

    /** @throws org.huale.problem.HualeException where a file cannot be written */
    public static void write(Inbox inbox, Path run) {
        CostTable costs = new CostTable();
        SecondsTable seconds = new SecondsTable();
        AgreementTable agreement = new AgreementTable();
        ImageCost.all(inbox).forEach(cost -> {
            costs.add(cost);
            seconds.add(cost);
            agreement.add(cost);
        });
        if (!costs.isEmpty() || !agreement.isEmpty()) {
            new FormerCosts(run).keepIn(seconds);
        }
        if (!costs.isEmpty()) {
            WholeFile.writeText(run.resolve(COSTS), costs.csv());
            WholeFile.writeText(run.resolve(AnnotationSeconds.FILE), seconds.csv());
        }
        if (!agreement.isEmpty()) {
            WholeFile.writeText(run.resolve(AGREEMENT), agreement.csv());
        }
    }
}
