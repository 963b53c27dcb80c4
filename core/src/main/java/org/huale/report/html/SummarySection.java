package org.huale.report.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.report.compare.DatasetComparison;
import org.huale.report.compare.Difference;
import org.huale.report.compare.Difference.Verdict;
import org.huale.report.compare.Measure;
import org.huale.report.compare.RunComparison;
import org.huale.report.compare.Saving;
import org.huale.report.curve.ArmCurves;
import org.huale.report.curve.Axis;
import org.huale.report.markup.Element;
import org.huale.report.markup.Numbers;
import org.huale.statistics.PairedComparison;
import org.huale.statistics.Sample;

/** Who is better than the reference, by how much, and whether that is more than noise: in sentences and in one table. */
record SummarySection(ReportedRuns runs) {
    static final String ID = "summary";
    private static final int MOST_SENTENCES = 8;
    private static final int MOST_ROWS = 24;
    private static final Comparator<Difference> MOST_GAINED_FIRST = Comparator.comparingDouble(
                    (Difference it) -> -it.mean().orElse(0.0))
            .thenComparing(Difference::arm);

    Element html() {
        Element section = Section.of(ID, "Summary");
        if (runs.comparison().isEmpty()) {
            return section.add(
                    Section.nothing("No detector has been evaluated yet. See Run by run for what there is so far."));
        }
        RunComparison comparison = runs.comparison().get();
        section.add(list("cautions", comparison.cautions()));
        comparison.datasets().forEach(dataset -> section.add(dataset(dataset)));
        return section.add(overall(comparison))
                .add(numbers(comparison))
                .add(testImages(comparison))
                .add(Element.of("p", "note").text(reading(comparison)))
                .add(list("notes", comparison.notes()));
    }

    private static List<Element> list(String kind, List<String> items) {
        Element list = Element.of("ul", kind);
        items.forEach(it -> list.add(Element.of("li").text(it)));
        return items.isEmpty() ? List.of() : List.of(list);
    }

    private static Element numbers(RunComparison comparison) {
        int rows = comparison.datasets().stream()
                .mapToInt(dataset -> dataset.arms().size())
                .sum();
        Element table = SummaryTable.of(comparison);
        return rows <= MOST_ROWS
                ? table
                : Section.folded("All " + rows + " arms in numbers").add(table);
    }

    private static List<Element> testImages(RunComparison comparison) {
        List<Element> tables = new ArrayList<>();
        for (DatasetComparison dataset : comparison.datasets()) {
            String title = "How much depends on the test images of " + dataset.dataset();
            dataset.testImages()
                    .ifPresent(it -> tables.add(Section.folded(title).add(SummaryTable.of(it))));
        }
        return tables;
    }

    private List<Element> dataset(DatasetComparison dataset) {
        List<Element> words = new ArrayList<>();
        words.add(Element.of("h3").text(dataset.dataset()));
        best(dataset).ifPresent(words::add);
        words.addAll(findings(
                dataset.differences(Measure.AREA_IMAGES),
                it -> dataset.ranges().images().isEmpty()
                        ? withoutRange(it)
                        : finding(it, "seeds").text(saving(dataset, it))));
        return words;
    }

    /** Where the runs have no range to be compared over, whatever seeds they share. */
    private static Element withoutRange(Difference it) {
        return Element.of("li")
                .add(Element.of("b").text(it.arm()))
                .text(" cannot be compared with " + it.reference()
                        + ": the runs on the data set have no number of labeled images in common.");
    }

    private static List<Element> overall(RunComparison comparison) {
        List<Element> words = new ArrayList<>();
        if (!comparison.overall().isEmpty()) {
            String scope = comparison.scope();
            words.add(Element.of("h3").text(Character.toUpperCase(scope.charAt(0)) + scope.substring(1)));
            words.addAll(findings(
                    comparison.overall(Measure.AREA_IMAGES), it -> finding(it, "units, each a seed of a data set")));
        }
        return words;
    }

    private static List<Element> findings(List<Difference> all, Function<Difference, Element> words) {
        Element list = Element.of("ul", "findings");
        all.stream().sorted(MOST_GAINED_FIRST).map(words).forEach(list::add);
        return all.size() <= MOST_SENTENCES
                ? List.of(list)
                : List.of(
                        Element.of("p").text(counted(all)),
                        Section.folded("All " + all.size() + " arms in words").add(list));
    }

    private static String counted(List<Difference> all) {
        return "Of " + Numbers.count(all.size(), "arm") + ", over the learning curve, "
                + Stream.of(Verdict.values())
                        .filter(verdict -> count(all, verdict) > 0)
                        .map(verdict -> count(all, verdict) + " " + verdict)
                        .collect(Collectors.joining(", "))
                + "; each arm is compared with its reference.";
    }

    private static long count(List<Difference> all, Verdict verdict) {
        return all.stream().filter(it -> it.verdict() == verdict).count();
    }

    /** Which arm, bounds aside, has the highest mean where all runs can be compared for the last time. */
    private Optional<Element> best(DatasetComparison dataset) {
        ToDoubleFunction<ArmCurves> end =
                arm -> Sample.of(dataset.values(arm, Measure.LAST)).mean();
        return dataset.compared().stream()
                .filter(arm -> dataset.values(arm, Measure.LAST).length > 0)
                .max(Comparator.comparingDouble(end))
                .map(arm -> Element.of("p", "lead")
                        .text("With " + Numbers.whole(dataset.ranges().images().to()) + " labeled images ")
                        .add(Element.of("b").text(arm.arm().label()))
                        .text((dataset.comparesArms() ? " scores highest: " : " reaches ") + title() + " ")
                        .add(Element.of("b").text(Numbers.percent(end.applyAsDouble(arm)) + " %"))
                        .text(ahead(dataset, arm) + "."));
    }

    private String ahead(DatasetComparison dataset, ArmCurves best) {
        if (!dataset.comparesArms()) {
            return "";
        }
        double level = 1 - runs.comparison().orElseThrow().confidence();
        return dataset.leader(Measure.LAST, level).equals(Optional.of(best))
                ? ", significantly ahead of every other arm"
                : "; its lead is not shown against every other arm";
    }

    private String title() {
        return runs.figures().get(0).title();
    }

    private static Element finding(Difference it, String pairs) {
        Element finding = Element.of("li").add(Element.of("b").text(it.arm()));
        Optional<Sample> sample = it.pairs().map(PairedComparison::differences);
        if (sample.isEmpty()) {
            return finding.text(" shares no seed with " + it.reference() + ", so the two cannot be compared.");
        }
        return finding.text(" ")
                .add(SummaryTable.verdict(it.verdict(), said(it.verdict())))
                .text(" " + it.reference() + ": ")
                .add(Element.of("b").text(Numbers.points(sample.get().mean())))
                .text(" points on average over the learning curve (" + certainty(it, pairs) + ").");
    }

    private static String said(Verdict verdict) {
        return switch (verdict) {
            case BETTER -> "is better than";
            case WORSE -> "is worse than";
            case INSIDE_THE_NOISE -> "does not differ significantly from";
            case EQUAL -> "equals";
            case WITHOUT_SPREAD -> "differs by the same with every seed, which leaves no spread to test by, from";
            case UNTESTED -> "has too few seeds for a comparison with";
        };
    }

    private static String certainty(Difference it, String pairs) {
        PairedComparison compared = it.pairs().orElseThrow();
        int n = compared.differences().n();
        if (n < 2) {
            return "one seed";
        }
        String ahead = "ahead in " + compared.better() + " of " + n + " " + pairs;
        return compared.lacksSpread() ? ahead : ahead + ", " + Numbers.probability(it.corrected());
    }

    /** What the arm needs to become as good as its reference is at the end. */
    private static String saving(DatasetComparison dataset, Difference it) {
        Optional<Saving> found = dataset.saving(it.arm(), Axis.IMAGES);
        if (found.isEmpty()) {
            return "";
        }
        Saving saving = found.get();
        String needed = Numbers.whole(saving.needed().orElseThrow().mean());
        return saving.own()
                .map(own -> " It matches what the other reaches with " + needed + " images after "
                        + Numbers.whole(own.mean()) + " (" + SummaryTable.percent(saving) + "; " + saving.said() + ").")
                .orElse(" It never matches what the other reaches with " + needed + " images.");
    }

    private static String reading(RunComparison comparison) {
        return "A unit is a seed of a data set. An area is the mean height of the learning curve over the range that all runs have in common. A difference is"
                + " called better or worse where Student's paired t test over the units, corrected for the number of arms"
                + " (Holm), has p below " + Numbers.shortly(1 - comparison.confidence())
                + "; else it is inside the noise. Two or three seeds are rarely enough for that. Images needed: with how many the arm"
                + " first matches its reference at the last common cycle, seed by seed, read straight between cycles.";
    }
}
