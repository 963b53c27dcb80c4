package org.huale.report.html;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.geometry.ImageSize;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;
import org.huale.loop.folder.SelectionRecord;
import org.huale.metric.Evaluation;
import org.huale.metric.Evaluation.ClassEvaluation;
import org.huale.metric.Evaluation.Counts;

/**
 * Made-up runs whose numbers follow from strategy, seed and cycle.
 *
 * @param cycles of each run
 * @param chosen images in each cycle but the last
 * @param images files to show, in turn
 */
record SampleRuns(int cycles, int chosen, List<String> classes, List<Path> images, ImageSize size) {
    static final List<String> PARTS =
            List.of("semantic affinity", "category diversity", "overlap ratio", "localization confidence");

    static SampleRuns of(int cycles) {
        return new SampleRuns(
                cycles, 3, List.of("disc", "star"), List.of(Path.of("missing.jpg")), new ImageSize(64, 48));
    }

    RunHistory run(String strategy, String loss, long seed) {
        return run(new RunSummary(
                strategy + "-" + loss + "-" + seed,
                "rendered",
                strategy,
                loss,
                seed,
                classes,
                "{\"strategy\": \"" + strategy + "\", \"loss\": \"" + loss + "\", \"seed\": " + seed + "}",
                Map.of("java", "17")));
    }

    RunHistory run(RunSummary summary) {
        return new RunHistory(
                summary,
                IntStream.range(0, cycles)
                        .mapToObj(cycle -> cycle(summary, cycle))
                        .toList());
    }

    /** Rises with the cycle; hua is about 0.04 above random and others less, emphasis adds 0.02, seeds differ by up to 0.02. */
    static double figure(RunSummary summary, int cycle) {
        double merit = switch (summary.strategy()) {
            case "random" -> 0;
            case "hua" -> 0.04 + 0.001 * Math.sin(3.0 * summary.seed());
            default -> 0.005 * summary.strategy().length() - 0.01;
        };
        double gain = cycle > 0 ? merit : 0;
        double loss = summary.loss().equals("standard") ? 0 : 0.02;
        return 0.3 + 0.4 * (1 - 1.0 / (1 + 0.5 * cycle)) + gain + loss + 0.01 * Math.sin(7.0 * summary.seed() + cycle);
    }

    private CycleRecord cycle(RunSummary summary, int cycle) {
        List<Integer> boxes = IntStream.range(0, classes.size())
                .mapToObj(k -> (20 + 10 * cycle) * (classes.size() - k) + (int) summary.seed())
                .toList();
        Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        double value = figure(summary, cycle);
        evaluations.put("voc", evaluation("voc", Map.of("AP-all-point", value), boxes));
        evaluations.put("coco", evaluation("coco", Map.of("AP50", 0.95 * value), boxes));
        Map<String, Double> losses = new LinkedHashMap<>();
        losses.put("objectness", 0.2 / (1 + cycle));
        losses.put("classification", 0.5 / (1 + cycle));
        losses.put("regression", 0.4 / (1 + 0.5 * cycle));
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put("train", 60.0 + 20 * cycle);
        seconds.put("evaluate", 12.0);
        seconds.put("select", summary.strategy().equals("random") ? 0.1 : 25.0);
        seconds.put("annotate", 0.2);
        return new CycleRecord(
                cycle,
                20 + chosen * cycle,
                boxes.stream().mapToInt(Integer::intValue).sum(),
                boxes,
                evaluations,
                losses,
                summary.strategy().equals("random") ? Map.of() : Map.of("original", 900, "flipped", 120),
                seconds,
                1800 + 10 * cycle,
                cycle == cycles - 1 ? null : selection(summary, cycle));
    }

    private Evaluation evaluation(String metric, Map<String, Double> figures, List<Integer> boxes) {
        String name = figures.keySet().iterator().next();
        double value = figures.values().iterator().next();
        List<ClassEvaluation> each = new ArrayList<>();
        for (int k = 0; k < classes.size(); k++) {
            double own = k == 1 ? Evaluation.UNDEFINED : value * (1 - 0.05 * k);
            each.add(new ClassEvaluation(classes.get(k), new Counts(10, 20 + k, 0, boxes.get(k)), Map.of(name, own)));
        }
        return new Evaluation(metric, new Counts(30, 50, 2, 200), figures, each, List.of());
    }

    private SelectionRecord selection(RunSummary summary, int cycle) {
        List<SelectionRecord.Chosen> all = IntStream.range(0, chosen)
                .mapToObj(i -> chosen(summary, cycle, i))
                .toList();
        List<ImageScore> passed = summary.strategy().equals("random")
                ? List.of()
                : IntStream.range(chosen, 3 * chosen)
                        .mapToObj(i -> score(summary, cycle, i))
                        .toList();
        return new SelectionRecord(all, passed);
    }

    private SelectionRecord.Chosen chosen(RunSummary summary, int cycle, int i) {
        Path file = images.get((int) ((summary.seed() + 3L * cycle + i) % images.size()));
        boolean looked = !summary.strategy().equals("random");
        return new SelectionRecord.Chosen(
                score(summary, cycle, i), file, size, looked ? detections(0) : null, looked ? detections(3) : null);
    }

    private Detections detections(int shift) {
        float w = size.width();
        float h = size.height();
        return new Detections(
                new float[] {
                    0.1f * w + shift, 0.2f * h, 0.5f * w, 0.8f * h, 0.55f * w, 0.1f * h + shift, 0.9f * w, 0.6f * h
                },
                new int[] {0, classes.size() - 1},
                new float[] {0.91f, 0.42f},
                null);
    }

    private static ImageScore score(RunSummary summary, int cycle, int i) {
        ImageId image = new ImageId(String.format(Locale.ROOT, "%d/%d/%04d", summary.seed(), cycle, i));
        if (summary.strategy().equals("random")) {
            return new ImageScore(image, 1.0 / (i + 1), new Explanation("drawn at random", List.of()));
        }
        List<Explanation.Part> parts = new ArrayList<>();
        double sum = 0;
        for (int p = 0; p < PARTS.size(); p++) {
            double contribution = Math.abs(Math.sin(i + 2.1 * p + cycle)) / (1 + 0.02 * i);
            sum += contribution * contribution;
            parts.add(new Explanation.Part(
                    PARTS.get(p), 0.7 * contribution, contribution, "disc against star, 2 of 5 boxes"));
        }
        return new ImageScore(
                image, Math.sqrt(sum), new Explanation("norm of the four metrics, each scaled to [0, 1]", parts));
    }
}
