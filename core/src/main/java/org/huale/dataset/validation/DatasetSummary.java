package org.huale.dataset.validation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.BoxCounts;
import org.huale.geometry.ImageSize;

/**
 * What a data set holds, in numbers.
 *
 * @param images usable ones
 * @param imagesWithoutObjects of these
 * @param boxes of all classes
 * @param classes in the order of their indices
 * @param width of the images, in pixels
 * @param height of the images, in pixels
 * @param boxSide square root of the boxes' areas, in pixels
 * @param changes boxes clipped and dropped while reading
 * @param decoded images whose pixels were read without fault; 0 where none were asked for
 * @param duplicates images whose file has the same content as an earlier one
 */
public record DatasetSummary(
        int images,
        int imagesWithoutObjects,
        int boxes,
        List<ClassCount> classes,
        Spread width,
        Spread height,
        Spread boxSide,
        BoxCounts changes,
        int decoded,
        int duplicates) {

    /**
     * One class.
     *
     * @param images with at least one box of it
     * @param boxes of it
     * @param difficult boxes of it so marked
     * @param crowd boxes of it so marked
     */
    public record ClassCount(String name, int images, int boxes, int difficult, int crowd) {}

    /** Quantiles of a quantity, linear between neighbours; all 0 where there is nothing to measure. */
    public record Spread(double min, double quarter, double median, double threeQuarters, double max) {

        static Spread of(DoubleStream values) {
            double[] sorted = values.sorted().toArray();
            return new Spread(
                    quantile(sorted, 0),
                    quantile(sorted, 0.25),
                    quantile(sorted, 0.5),
                    quantile(sorted, 0.75),
                    quantile(sorted, 1));
        }

        private static double quantile(double[] sorted, double fraction) {
            if (sorted.length == 0) {
                return 0;
            }
            double place = fraction * (sorted.length - 1);
            int below = (int) place;
            int above = Math.min(below + 1, sorted.length - 1);
            return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
        }
    }

    public DatasetSummary {
        classes = List.copyOf(classes);
    }

    public int difficult() {
        return classes.stream().mapToInt(ClassCount::difficult).sum();
    }

    public int crowd() {
        return classes.stream().mapToInt(ClassCount::crowd).sum();
    }

    /** The numbers of a reading, without any of the pixels' files. */
    public static DatasetSummary of(DatasetReading reading, int decoded, int duplicates) {
        List<ImageRecord> images = reading.dataset().images();
        List<ClassCount> classes = counts(reading.dataset());
        return new DatasetSummary(
                images.size(),
                (int) images.stream()
                        .filter(image -> image.annotations().isEmpty())
                        .count(),
                classes.stream().mapToInt(ClassCount::boxes).sum(),
                classes,
                Spread.of(images.stream().map(ImageRecord::size).mapToDouble(ImageSize::width)),
                Spread.of(images.stream().map(ImageRecord::size).mapToDouble(ImageSize::height)),
                Spread.of(images.stream()
                        .flatMap(image -> image.annotations().stream())
                        .mapToDouble(annotation -> Math.sqrt(annotation.box().area()))),
                reading.boxes(),
                decoded,
                duplicates);
    }

    private static List<ClassCount> counts(Dataset dataset) {
        int[][] counts = new int[dataset.classes().count()][4]; // images, boxes, difficult, crowd
        for (ImageRecord image : dataset.images()) {
            boolean[] seen = new boolean[counts.length];
            for (Annotation annotation : image.annotations()) {
                int[] own = counts[annotation.classIndex()];
                own[0] += seen[annotation.classIndex()] ? 0 : 1;
                own[1]++;
                own[2] += annotation.difficult() ? 1 : 0;
                own[3] += annotation.crowd() ? 1 : 0;
                seen[annotation.classIndex()] = true;
            }
        }
        ClassCount[] classes = new ClassCount[counts.length];
        Arrays.setAll(
                classes,
                i -> new ClassCount(dataset.classes().name(i), counts[i][0], counts[i][1], counts[i][2], counts[i][3]));
        return List.of(classes);
    }
}
