package org.huale.cli.run;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.huale.loop.folder.CycleRecord;
import org.huale.metric.Evaluation;
import org.huale.metric.voc.VocEvaluator;

/** The cycles of a run as a table for people. */
final class CycleTable {
    private static final String ROW = "%5s %7s %7s %9s %9s %9s %9s %8s";

    private CycleTable() {}

    static void print(List<CycleRecord> cycles, PrintWriter out) {
        out.println(String.format(
                Locale.ROOT, ROW, "cycle", "images", "boxes", "VOC AP", "11-point", "COCO AP", "AP50", "seconds"));
        cycles.forEach(it -> out.println(row(it)));
        out.flush();
    }

    /** One cycle in a line. */
    static String words(CycleRecord record) {
        return String.format(
                Locale.ROOT,
                "cycle %d: %d images, %d boxes: VOC AP %s, COCO AP %s",
                record.cycle(),
                record.images(),
                record.boxes(),
                figure(record, "voc", VocEvaluator.ALL_POINT),
                figure(record, "coco", "AP"));
    }

    /** One cycle for programs: everything but the classes and the chosen images. */
    static Map<String, Object> numbers(CycleRecord record) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("cycle", record.cycle());
        numbers.put("images", record.images());
        numbers.put("boxes", record.boxes());
        numbers.put("boxesPerClass", record.boxesPerClass());
        Map<String, Object> figures = new LinkedHashMap<>();
        record.evaluations().forEach((metric, evaluation) -> figures.put(metric, evaluation.figures()));
        numbers.put("figures", figures);
        numbers.put("losses", record.losses());
        numbers.put("forwards", record.forwards());
        numbers.put("seconds", record.seconds());
        numbers.put("peakMegabytes", record.peakMegabytes());
        return numbers;
    }

    private static String row(CycleRecord record) {
        return String.format(
                Locale.ROOT,
                ROW,
                record.cycle(),
                record.images(),
                record.boxes(),
                figure(record, "voc", VocEvaluator.ALL_POINT),
                figure(record, "voc", VocEvaluator.ELEVEN_POINT),
                figure(record, "coco", "AP"),
                figure(record, "coco", "AP50"),
                String.format(
                        Locale.ROOT,
                        "%.0f",
                        record.seconds().values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum()));
    }

    /** In percent, as these figures are spoken of. */
    private static String figure(CycleRecord record, String metric, String name) {
        Evaluation evaluation = record.evaluations().get(metric);
        double value = evaluation == null ? Evaluation.UNDEFINED : evaluation.figure(name);
        return value < 0 ? "-" : String.format(Locale.ROOT, "%.2f", 100 * value);
    }
}
