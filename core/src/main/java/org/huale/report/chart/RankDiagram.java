package org.huale.report.chart;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.huale.report.compare.ArmRanking;
import org.huale.report.markup.Element;
import org.huale.report.markup.Numbers;
import org.huale.statistics.FriedmanRanks;

/**
 * The diagram of Demšar: arms on a scale of mean ranks, the best to the left, those that are not told apart joined by a thick
 * line. Where nothing is told, be it that there are too few blocks or that they rank the arms otherwise, one line joins all.
 */
public record RankDiagram(ArmRanking ranking) {
    private static final int SCALE = 500;
    private static final double LETTER = 7.2; // a little more than the mean of the font
    private static final int AROUND_NAME = 80; // its rank, and air on both sides
    private static final int TOP = 90;
    private static final int ROW = 24;
    private static final int GROUP = 10;

    /** Replaces the file. */
    public void write(Path file) {
        Element drawing = Element.of("g").add(scale(), criticalDifference(), groups(), arms());
        SvgFile.write(drawing, SCALE + 2 * side(), below() + (ranking.arms().size() + 1) / 2 * ROW + 30, file);
    }

    /** What the names have on either side of the scale; letters are measured by whoever shows the file, so by guess. */
    private int side() {
        int letters = ranking.arms().stream().mapToInt(String::length).max().orElse(0);
        return (int) Math.ceil(letters * LETTER) + AROUND_NAME;
    }

    private FriedmanRanks test() {
        return ranking.test();
    }

    /** Where the rows of names begin. */
    private int below() {
        return TOP + ranking.groups().size() * GROUP + 30;
    }

    private double x(double rank) {
        return side() + (rank - 1) / (ranking.arms().size() - 1) * SCALE;
    }

    private Element scale() {
        Element scale =
                Element.of("g").add(line("thin", x(1), TOP, x(ranking.arms().size()), TOP));
        for (int rank = 1; rank <= ranking.arms().size(); rank++) {
            scale.add(line("thin", x(rank), TOP - 6, x(rank), TOP));
            scale.add(SvgFile.text("middle", x(rank), TOP - 10, Integer.toString(rank)));
        }
        return scale;
    }

    private Element criticalDifference() {
        double most = ranking.arms().size() - 1.0;
        String words = String.format(
                Locale.ROOT,
                "critical difference %.2f over %d blocks (%s)%s",
                test().criticalDifference(),
                test().blocks(),
                ranking.block(),
                test().canTell() ? "" : ": too few to tell");
        double end = x(1 + Math.min(most, test().criticalDifference()));
        return Element.of("g")
                .add(SvgFile.text("", side(), 24, words))
                .add(line("thin", side(), 40, end, 40))
                .add(line("thin", side(), 36, side(), 44))
                .add(line("thin", end, 36, end, 44));
    }

    private Element groups() {
        Element all = Element.of("g");
        int y = TOP;
        for (List<Integer> group : ranking.groups()) {
            y += GROUP;
            double first = test().meanRanks().get(group.get(0));
            double last = test().meanRanks().get(group.get(group.size() - 1));
            all.add(line("thick", x(first) - 4, y, x(last) + 4, y));
        }
        return all;
    }

    /** The better half to the left from the top down, the other to the right from the bottom up. */
    private Element arms() {
        Element all = Element.of("g");
        List<Integer> order = test().bestFirst();
        int left = (order.size() + 1) / 2;
        for (int i = 0; i < order.size(); i++) {
            int row = i < left ? i : order.size() - 1 - i;
            all.add(arm(order.get(i), below() + row * ROW, i < left));
        }
        return all;
    }

    private Element arm(int place, int y, boolean isLeft) {
        double rank = test().meanRanks().get(place);
        String name = ranking.arms().get(place);
        double edge = isLeft ? side() - 12 : side() + SCALE + 12;
        Element words = isLeft
                ? SvgFile.text("end", edge - 4, y + 5.0, name + "  " + Numbers.rank(rank))
                : SvgFile.text("", edge + 4, y + 5.0, Numbers.rank(rank) + "  " + name);
        return Element.of("g")
                .add(line("thin", x(rank), TOP, x(rank), y))
                .add(line("thin", x(rank), y, edge, y))
                .add(words);
    }

    private static Element line(String classes, double x1, double y1, double x2, double y2) {
        return Element.of("path", classes).set("d", String.format(Locale.ROOT, "M%.1f %.1fL%.1f %.1f", x1, y1, x2, y2));
    }
}
