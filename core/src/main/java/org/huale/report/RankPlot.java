package org.huale.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.huale.statistics.FriedmanRanks;

/**
 * Draws the diagram of Demšar: arms on a scale of mean ranks, the best to the left, those that are not told apart joined by
 * a thick line. Where there are too few blocks to tell anything, one line joins all.
 */
record RankPlot(ArmRanking ranking) {
    private static final int SCALE = 500;
    private static final int AROUND_NAME = 80; // its rank, and air on both sides
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final int TOP = 90;
    private static final int ROW = 24;
    private static final int GROUP = 10;

    void write(Path picture) throws IOException {
        int rows = (ranking.arms().size() + 1) / 2;
        int height = TOP + ranking.test().groups().size() * GROUP + 30 + rows * ROW + 30;
        int side = widestName() + AROUND_NAME;
        BufferedImage image = new BufferedImage(SCALE + 2 * side, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), height);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.BLACK);
        graphics.setFont(FONT);
        new Sheet(graphics, ranking, side).draw();
        graphics.dispose();
        ImageIO.write(image, "png", picture.toFile());
    }

    private int widestName() {
        FontRenderContext measure = new FontRenderContext(null, true, false);
        return ranking.arms().stream()
                .mapToInt(name ->
                        (int) Math.ceil(FONT.getStringBounds(name, measure).getWidth()))
                .max()
                .orElse(0);
    }

    /** What is drawn on; {@code side} is what the names have on either side of the scale. */
    private record Sheet(Graphics2D graphics, ArmRanking ranking, int side) {

        void draw() {
            scale();
            criticalDifference();
            groups();
            arms();
        }

        private FriedmanRanks test() {
            return ranking.test();
        }

        private int x(double rank) {
            int arms = ranking.arms().size();
            return (int) Math.round(side + (rank - 1) / (arms - 1) * SCALE);
        }

        private void scale() {
            graphics.drawLine(x(1), TOP, x(ranking.arms().size()), TOP);
            for (int rank = 1; rank <= ranking.arms().size(); rank++) {
                graphics.drawLine(x(rank), TOP - 6, x(rank), TOP);
                centered(Integer.toString(rank), x(rank), TOP - 10);
            }
        }

        private void criticalDifference() {
            double most = ranking.arms().size() - 1.0;
            String words = String.format(
                    Locale.ROOT,
                    "critical difference %.2f over %d blocks (%s)%s",
                    test().criticalDifference(),
                    test().blocks(),
                    ranking.block(),
                    test().canTell() ? "" : ": too few to tell");
            graphics.drawString(words, side, 24);
            int end = x(1 + Math.min(most, test().criticalDifference()));
            graphics.drawLine(side, 40, end, 40);
            graphics.drawLine(side, 36, side, 44);
            graphics.drawLine(end, 36, end, 44);
        }

        private void groups() {
            graphics.setStroke(new BasicStroke(4));
            List<List<Integer>> groups = test().groups();
            for (int i = 0; i < groups.size(); i++) {
                List<Integer> group = groups.get(i);
                int y = TOP + (i + 1) * GROUP;
                double first = test().meanRanks().get(group.get(0));
                double last = test().meanRanks().get(group.get(group.size() - 1));
                graphics.drawLine(x(first) - 4, y, x(last) + 4, y);
            }
            graphics.setStroke(new BasicStroke(1));
        }

        /** The better half to the left from the top down, the other to the right from the bottom up. */
        private void arms() {
            List<Integer> order = test().bestFirst();
            int left = (order.size() + 1) / 2;
            int below = TOP + test().groups().size() * GROUP + 30;
            for (int i = 0; i < order.size(); i++) {
                boolean isLeft = i < left;
                int row = isLeft ? i : order.size() - 1 - i;
                double rank = test().meanRanks().get(order.get(i));
                String name = ranking.arms().get(order.get(i));
                String words = isLeft
                        ? String.format(Locale.ROOT, "%s  %.2f", name, rank)
                        : String.format(Locale.ROOT, "%.2f  %s", rank, name);
                int y = below + row * ROW;
                int edge = isLeft ? side - 12 : side + SCALE + 12;
                graphics.drawLine(x(rank), TOP, x(rank), y);
                graphics.drawLine(x(rank), y, edge, y);
                int width = graphics.getFontMetrics().stringWidth(words);
                graphics.drawString(words, isLeft ? edge - 4 - width : edge + 4, y + 5);
            }
        }

        private void centered(String words, int x, int y) {
            graphics.drawString(words, x - graphics.getFontMetrics().stringWidth(words) / 2, y);
        }
    }
}
