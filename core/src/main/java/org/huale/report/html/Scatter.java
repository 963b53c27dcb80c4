package org.huale.report.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.loop.folder.SelectionRecord;
import org.huale.loop.folder.SelectionRecord.Chosen;
import org.huale.report.chart.Scale;
import org.huale.report.markup.Element;
import org.huale.report.markup.Numbers;

/**
 * The parts of the score over the candidates of a cycle, each pair of parts in a small drawing. Dots are strokes without
 * length in one path for the chosen and one for those passed over, ten bytes each.
 *
 * @param parts names of the parts drawn, at least two
 * @param chosen values of those that are drawn
 * @param passedOver values of those that are drawn
 * @param there all that could be drawn
 */
record Scatter(List<String> parts, List<double[]> chosen, List<double[]> passedOver, Counts there) {
    private static final int MOST_PARTS = 5;
    private static final int MOST_PASSED_OVER = 300;
    private static final double SIZE = 1000;

    /** How many candidates there are, drawn or not. */
    record Counts(int chosen, int passedOver) {}

    /** Candidates whose explanations do not have the parts of the first are left out. */
    static Scatter of(SelectionRecord selection) {
        List<ImageScore> chosen = selection.chosen().stream().map(Chosen::score).toList();
        List<String> parts = chosen.isEmpty()
                ? List.of()
                : names(chosen.get(0).explanation()).stream().limit(MOST_PARTS).toList();
        Counts there = new Counts(chosen.size(), selection.passedOver().size());
        return new Scatter(parts, values(chosen, parts), values(thinned(selection.passedOver()), parts), there);
    }

    private static List<String> names(Explanation explanation) {
        return explanation.parts().stream().map(Explanation.Part::name).toList();
    }

    private static List<double[]> values(List<ImageScore> scores, List<String> parts) {
        return scores.stream()
                .filter(score -> names(score.explanation()).containsAll(parts))
                .map(score ->
                        parts.stream().mapToDouble(part -> value(score, part)).toArray())
                .toList();
    }

    private static double value(ImageScore score, String part) {
        return score.explanation().parts().stream()
                .filter(one -> one.name().equals(part))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** Evenly over the list where it is long. */
    private static List<ImageScore> thinned(List<ImageScore> scores) {
        int n = Math.min(scores.size(), MOST_PASSED_OVER);
        return IntStream.range(0, n)
                .mapToObj(i -> scores.get((int) ((long) i * scores.size() / n)))
                .toList();
    }

    boolean isWorthDrawing() {
        return parts.size() >= 2 && chosen.size() + passedOver.size() >= 2;
    }

    Element html() {
        Element pairs = Element.of("div", "pairs");
        for (int x = 0; x < parts.size(); x++) {
            for (int y = x + 1; y < parts.size(); y++) {
                pairs.add(pair(x, y));
            }
        }
        return Element.of("div", "scatter").add(legend()).add(pairs);
    }

    private Element legend() {
        return Element.of("ul", "legend")
                .add(entry("dot chosen", words(there.chosen(), "chosen", chosen.size())))
                .add(entry("dot passed", words(there.passedOver(), "passed over", passedOver.size())));
    }

    private static Element entry(String dot, String words) {
        return Element.of("li").add(Element.of("i", dot)).add(Element.of("span").text(words));
    }

    private static String words(int all, String what, int drawn) {
        return Numbers.whole(all) + " " + what + (drawn < all ? ", " + Numbers.whole(drawn) + " of them drawn" : "");
    }

    private Element pair(int x, int y) {
        Pair pair = new Pair(x, y, scale(x), scale(y));
        Element drawing = Element.of("svg")
                .set("viewBox", "0 0 1000 1000")
                .set("preserveAspectRatio", "none")
                .set("role", "img")
                .set("aria-label", parts.get(y) + " against " + parts.get(x))
                .add(Element.of("path", "passed").set("d", dots(passedOver, pair)))
                .add(Element.of("path", "chosen").set("d", dots(chosen, pair)));
        return Element.of("figure")
                .add(Element.of("p", "up").text("↑ " + parts.get(y) + range(y)))
                .add(drawing)
                .add(Element.of("p", "across").text("→ " + parts.get(x) + range(x)));
    }

    /** Which parts, and their scales. */
    private record Pair(int x, int y, Scale across, Scale up) {

        String dot(double[] values) {
            return "M" + Math.round(SIZE * across.share(values[x])) + " " + Math.round(SIZE * (1 - up.share(values[y])))
                    + "h0";
        }
    }

    private static String dots(List<double[]> candidates, Pair pair) {
        StringBuilder path = new StringBuilder();
        candidates.forEach(values -> path.append(pair.dot(values)));
        return path.toString();
    }

    private Scale scale(int part) {
        DoubleSummaryStatistics all = Arrays.stream(all(part)).summaryStatistics();
        double margin = all.getMax() > all.getMin() ? 0.05 * (all.getMax() - all.getMin()) : 1;
        return new Scale(all.getMin() - margin, all.getMax() + margin, 1);
    }

    private String range(int part) {
        DoubleSummaryStatistics all = Arrays.stream(all(part)).summaryStatistics();
        return ", " + Numbers.measured(all.getMin()) + " to " + Numbers.measured(all.getMax());
    }

    private double[] all(int part) {
        List<double[]> candidates = new ArrayList<>(chosen);
        candidates.addAll(passedOver);
        return candidates.stream().mapToDouble(values -> values[part]).toArray();
    }
}
