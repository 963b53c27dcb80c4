package org.huale.cli.dataset;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.validation.DatasetSummary;
import org.huale.dataset.validation.DatasetSummary.ClassCount;
import org.huale.dataset.validation.DatasetSummary.Spread;
import org.huale.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Prints what a data set holds. */
public final class DatasetTables {
    private final PrintWriter out;

    public DatasetTables(PrintWriter out) {
        this.out = out;
    }

    void print(String name, DatasetSummary summary) {
        out.println(name);
        line("images", summary.images() + " (" + summary.imagesWithoutObjects() + " without objects)");
        line("boxes", summary.boxes() + " (" + summary.difficult() + " difficult, " + summary.crowd() + " crowd)");
        line(
                "changed",
                summary.changes().clipped() + " clipped, " + summary.changes().dropped() + " dropped");
        line("decoded", summary.decoded() + " without fault");
        line("duplicates", summary.duplicates() + " by content of the file");
        line("", String.format(Locale.ROOT, "%9s %9s %9s %9s %9s", "min", "25%", "median", "75%", "max"));
        spread("width", summary.width());
        spread("height", summary.height());
        spread("box side", summary.boxSide());
        out.println();
        classes(summary.classes());
    }

    void print(AnnotationAccount.Counts account) {
        out.println();
        line("account", account.words());
        line("files", account.files() + " of annotations used, " + account.unusedFiles() + " not used");
    }

    /** @param training null where detectors of the kind have no anchors */
    void print(String kind, NamedDetector.@Nullable Expectation training) {
        out.println();
        if (training == null) {
            line("detector", "detectors of the kind " + kind + " have no anchors, and nothing to say of a data set");
            return;
        }
        line("anchors", training.anchors().toString());
        if (training.warning() != null) {
            line("", "warning: " + training.warning());
        }
        if (training.unmeasured() != null) {
            line("time", "not measured; " + training.unmeasured());
        } else if (training.iterationSeconds() != null && training.detectionSeconds() != null) {
            line("time", words(training, training.iterationSeconds(), training.detectionSeconds()));
        }
    }

    private static String words(NamedDetector.Expectation training, double iterationSeconds, double detectionSeconds) {
        return String.format(
                Locale.ROOT,
                "about %.1f minutes to train in a cycle of %s: %d iterations on these images; %.2f s to detect in an"
                        + " image; estimated on noise on this machine as it is now",
                training.iterations() * iterationSeconds / 60,
                training.run(),
                training.iterations(),
                detectionSeconds);
    }

    private void line(String name, String value) {
        out.println(String.format(Locale.ROOT, "  %-11s %s", name, value));
    }

    private void spread(String name, Spread spread) {
        line(
                name,
                String.format(
                        Locale.ROOT,
                        "%9.1f %9.1f %9.1f %9.1f %9.1f",
                        spread.min(),
                        spread.quarter(),
                        spread.median(),
                        spread.threeQuarters(),
                        spread.max()));
    }

    private void classes(List<ClassCount> classes) {
        int width = classes.stream().mapToInt(one -> one.name().length()).max().orElse(5);
        String row = "  %5s  %-" + Math.max(5, Math.min(width, 40)) + "s %8s %8s %9s %6s";
        out.println(String.format(Locale.ROOT, row, "class", "name", "images", "boxes", "difficult", "crowd"));
        for (int i = 0; i < classes.size(); i++) {
            ClassCount one = classes.get(i);
            out.println(String.format(
                    Locale.ROOT, row, i, one.name(), one.images(), one.boxes(), one.difficult(), one.crowd()));
        }
    }

    public void print(List<Problem> problems) {
        if (!problems.isEmpty()) {
            out.println();
        }
        problems.forEach(problem -> out.println(problem.severity().name().toLowerCase(Locale.ROOT) + "  " + problem));
    }
}
