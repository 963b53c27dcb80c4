package org.huale.report.html;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.huale.image.ImageReader;
import org.huale.image.format.ImageIoReader;
import org.huale.loop.folder.RunHistory;
import org.huale.problem.HualeException;
import org.huale.report.ComparisonFiles;
import org.huale.report.curve.AnnotationSeconds;
import org.huale.report.plan.ExperimentPlan;
import org.huale.storage.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * Runs side by side as one HTML file that needs nothing else. The same runs and options give the same bytes, in whatever
 * order the runs are named.
 */
public final class HtmlReport {
    private final ReportedRuns reported;
    private final Options options;

    private HtmlReport(ReportedRuns reported, Options options) {
        this.reported = reported;
        this.options = options;
    }

    /**
     * What a reader may wish for.
     *
     * @param figure shown first, such as {@code AP50} or {@code coco:AP50}; null for the main one of the runs
     * @param reference strategy that the others are held against; null for {@code random}; where there is none,
     *     nothing is compared
     * @param gallery most pictures for each cycle of each run; null for {@value #USUAL_GALLERY}, or fewer where together they
     *     would be more than {@value #MOST_PICTURES}
     * @param reader of the pictures
     * @param seconds of annotation, by image
     * @param resamples of the test images; 0 for no intervals over them
     * @param plan of the experiment: what deviates from it is said at the head of the summary; null for none
     */
    public record Options(
            @Nullable String figure,
            @Nullable String reference,
            @Nullable Integer gallery,
            ImageReader reader,
            AnnotationSeconds seconds,
            int resamples,
            @Nullable ExperimentPlan plan) {
        static final int USUAL_GALLERY = 24;
        static final int MOST_PICTURES = 720;

        public Options {
            if (gallery != null && gallery < 0) {
                throw new IllegalArgumentException("gallery must not be negative, got " + gallery);
            }
        }

        /** Where no seconds of annotation were measured, no images are drawn again, and nothing was planned. */
        public Options(
                @Nullable String figure, @Nullable String reference, @Nullable Integer gallery, ImageReader reader) {
            this(figure, reference, gallery, reader, AnnotationSeconds.UNKNOWN, 0, null);
        }

        public static Options defaults() {
            return new Options(null, null, null, ImageIoReader.defaults());
        }
    }

    /**
     * Compares the runs, once for all that is written.
     *
     * @throws IllegalArgumentException where there is no run
     * @throws HualeException where no run has the figure or the reference that was asked for
     */
    public static HtmlReport of(List<RunHistory> runs, Options options) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a report needs at least one run");
        }
        return new HtmlReport(ReportedRuns.of(runs, options), options);
    }

    /** @throws HualeException where the file cannot be written */
    public void write(Path file) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        } catch (IOException e) {
            throw new HualeException(file + ": its folder cannot be made: " + e, e);
        }
        WholeFile.writeText(file, toHtml());
    }

    /**
     * Writes the page and, in its folder, the numbers and charts of {@link ComparisonFiles}; before anything was evaluated
     * only the page.
     *
     * @throws HualeException as {@link #write}, and where a file is in the way that is none of an earlier report
     */
    public void writeWithFiles(Path file) {
        ReportFolder target = new ReportFolder(file);
        target.claim(reported.comparison().map(ComparisonFiles::names).orElse(List.of()));
        write(file);
        reported.comparison().ifPresent(it -> {
            ComparisonFiles.write(it, reported.runs(), target.folder());
            target.deleteChartsBeside(ComparisonFiles.names(it));
        });
    }

    /** The page. */
    public String toHtml() {
        return new Page(reported, new Gallery(new Pictures(options.reader()), gallery())).html();
    }

    private int gallery() {
        if (options.gallery() != null) {
            return options.gallery();
        }
        long selections = reported.inFull().stream()
                .flatMap(run -> run.cycles().stream())
                .filter(cycle -> cycle.selection() != null)
                .count();
        return (int) Math.min(Options.USUAL_GALLERY, Options.MOST_PICTURES / Math.max(1, selections));
    }
}
