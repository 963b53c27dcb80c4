package org.huale.report.html;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.huale.dataset.ImageId;
import org.huale.loop.folder.RunContents;
import org.huale.loop.folder.RunHistory;
import org.huale.problem.HualeException;
import org.huale.report.compare.DatasetComparison;
import org.huale.report.compare.TestImages;
import org.huale.report.curve.ConfigKeys;
import org.huale.report.markup.Element;
import org.huale.report.markup.Numbers;
import org.huale.revision.ClassHistory;

/**
 * What annotators did beside annotating: images that they set aside, and classes that they changed; and how sure figures are
 * that were measured on a share of what they annotated.
 */
record AnnotationSection(ReportedRuns runs) {
    static final String ID = "annotation";
    private static final String SHARE = "data.testShare";

    /** Whether there is anything to say. */
    boolean isNeeded() {
        return runs.runs().stream()
                .anyMatch(run -> share(run) > 0
                        || !run.classChanges().isEmpty()
                        || !run.skipped().isEmpty());
    }

    Element html() {
        Element section = Section.of(ID, "Annotation");
        if (runs.runs().stream().anyMatch(run -> share(run) > 0)) {
            List<Element> intervals = intervals();
            String end = intervals.isEmpty() ? ". This report has no interval over them." : ":";
            section.add(Element.of("p").text(shares() + end)).add(intervals);
        }
        if (runs.runs().stream().anyMatch(run -> !run.skipped().isEmpty())) {
            section.add(skipped());
        }
        if (runs.runs().stream().anyMatch(run -> !run.classChanges().isEmpty())) {
            section.add(changes());
        }
        return section;
    }

    private static double share(RunHistory run) {
        String share = ConfigKeys.of(run.summary().config()).values().getOrDefault(SHARE, "0");
        try {
            return Double.parseDouble(share);
        } catch (NumberFormatException e) {
            throw new HualeException(source(run) + ": " + SHARE + ": must be a number, got " + share, e);
        }
    }

    private static String source(RunHistory run) {
        Path folder = run.folder();
        return folder == null
                ? run.summary().name()
                : folder.resolve(RunContents.PROVENANCE).toString();
    }

    private String shares() {
        List<String> shares = runs.distinct(run -> String.format(Locale.ROOT, "%.0f %%", 100 * share(run))).stream()
                .filter(it -> !it.equals("0 %"))
                .toList();
        return "There is no test set: " + String.join(" or ", shares)
                + " of the annotated images is kept for evaluation,"
                + " a random sample of the pool that grows with the cycles and that nothing is trained on. Figures on few"
                + " images are uncertain";
    }

    /** Of the data sets that have no test set: it is not said of one beside them that has. */
    private List<Element> intervals() {
        Set<String> shared = runs.runs().stream()
                .filter(run -> share(run) > 0)
                .map(run -> run.summary().dataset())
                .collect(Collectors.toSet());
        return runs.datasets().stream()
                .filter(it -> shared.contains(it.dataset()))
                .flatMap(it -> it.testImages().map(images -> interval(it, images)).stream())
                .toList();
    }

    /** How wide the interval of each arm's figure is. */
    private static Element interval(DatasetComparison dataset, TestImages images) {
        Table table = new Table(dataset.dataset() + ": interval of the figure over " + images.images()
                        + " images kept for evaluation, at the last common cycle, in percent")
                .head("arm")
                .head("value")
                .head("95 % interval")
                .head("width");
        images.arms()
                .forEach(it -> table.row(it.label())
                        .number(Numbers.percent(it.value()))
                        .number(Numbers.percent(it.interval().low()) + " to "
                                + Numbers.percent(it.interval().high()))
                        .number(Numbers.percent(
                                it.interval().high() - it.interval().low())));
        return table.html();
    }

    private Element skipped() {
        Table table = new Table("Images that were set aside and are never asked for again")
                .head("run")
                .head("cycle")
                .head("image")
                .head("reason");
        for (RunHistory run : runs.runs()) {
            run.skipped().forEach((cycle, reasons) -> rows(table, run, cycle, reasons));
        }
        return table.html();
    }

    private static void rows(Table table, RunHistory run, int cycle, Map<ImageId, String> reasons) {
        reasons.forEach((image, reason) -> table.row(run.summary().name())
                .number(cycle < 0 ? "initial set" : Integer.toString(cycle))
                .words(image.value())
                .words(reason));
    }

    private Element changes() {
        Table table = new Table(
                        "Changes of the classes; figures of cycles on either side of an added or merged class are means"
                                + " over other classes")
                .head("run")
                .head("first cycle")
                .head("change")
                .head("made");
        for (RunHistory run : runs.runs()) {
            for (ClassHistory.Entry it : run.classChanges()) {
                table.row(run.summary().name())
                        .number(Integer.toString(it.cycle()))
                        .words(it.change().toString())
                        .words(it.when());
            }
        }
        return table.html();
    }
}
