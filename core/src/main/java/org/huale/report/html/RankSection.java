package org.huale.report.html;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.huale.report.chart.Series;
import org.huale.report.compare.ArmRanking;
import org.huale.report.markup.Element;
import org.huale.report.markup.Numbers;

/**
 * The arms by their mean ranks over data sets, or the seeds of one, with the critical difference of Nemenyi: Demšar's diagram, turned by a
 * quarter so that names have room on a narrow screen.
 */
record RankSection(ReportedRuns runs) {
    static final String ID = "ranks";

    /** Nothing where nothing is ranked. */
    List<Element> html() {
        List<ArmRanking> rankings = runs.rankings();
        if (rankings.isEmpty()) {
            return List.of();
        }
        Element section = Section.of(ID, "Ranks");
        section.add(
                Element.of("p", "note")
                        .text(
                                "In each block the arms are ranked by their measure, 1 for the best; the ranks are averaged. Bars at the"
                                        + " right join arms that do not differ significantly: their mean ranks are closer than the critical difference (Nemenyi),"
                                        + " or Friedman's test finds no difference between any two."
                                        + " Seeds of one data set are not further data sets: ranks over seeds are about that data set only."));
        rankings.forEach(it -> section.add(diagram(it)));
        return List.of(section);
    }

    private Element diagram(ArmRanking ranking) {
        String title = "By " + ranking.measure() + ", over " + ranking.block();
        Element rows = Element.of("div", "ranks").set("role", "list").set("aria-label", title);
        List<List<Integer>> groups = ranking.groups();
        rows.add(scale(ranking, groups.size()));
        for (int place : ranking.test().bestFirst()) {
            rows.add(row(ranking, place, groups));
        }
        Element words = Element.of("p", ranking.tells() ? "lead" : "lead noise")
                .text(String.valueOf(Character.toUpperCase(ranking.verdict().charAt(0)))
                        + ranking.verdict().substring(1) + ".");
        return Element.of("div", "dataset")
                .add(Element.of("h3").text(title))
                .add(words)
                .add(rows);
    }

    /** As wide as the other rows, so that lengths compare. */
    private static Element scale(ArmRanking ranking, int groups) {
        Element bars = Element.of("span", "groups").set("aria-hidden", "true");
        IntStream.range(0, groups).forEach(i -> bars.add(Element.of("i", "none")));
        double most = ranking.arms().size() - 1.0;
        double length = Math.min(1, ranking.test().criticalDifference() / most);
        return Element.of("p", "scale")
                .set("role", "listitem")
                .add(Element.of("span", "name").text("critical difference"))
                .add(Element.of("span", "track")
                        .set("aria-hidden", "true")
                        .add(Element.of("i", "difference").set("style", at("width", length))))
                .add(Element.of("span", "amount")
                        .text(Numbers.rank(ranking.test().criticalDifference())))
                .add(bars);
    }

    private Element row(ArmRanking ranking, int place, List<List<Integer>> groups) {
        double rank = ranking.test().meanRanks().get(place);
        String label = ranking.arms().get(place);
        Element bars = Element.of("span", "groups").set("aria-hidden", "true");
        IntStream.range(0, groups.size())
                .forEach(i -> bars.add(Element.of("i", groups.get(i).contains(place) ? "member" : "none")));
        return Element.of("p")
                .set("role", "listitem")
                .add(Element.of("span", "name").text(label))
                .add(Element.of(
                                "span",
                                "track " + Series.colourClass(runs.styles().of(label)))
                        .set("aria-hidden", "true")
                        .add(Element.of("i", "dot")
                                .set(
                                        "style",
                                        at("left", (rank - 1) / (ranking.arms().size() - 1.0)))))
                .add(Element.of("span", "amount").text(Numbers.rank(rank)))
                .add(bars);
    }

    private static String at(String property, double share) {
        return String.format(Locale.ROOT, "%s:%.2f%%", property, 100 * share);
    }
}
