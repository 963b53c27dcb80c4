package org.huale.dataset.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Findings;
import org.huale.dataset.option.OptionText;
import org.huale.dataset.option.ReadingOptions;
import org.huale.image.ImageReader;
import org.huale.image.OrientationPolicy;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.huale.storage.FileHashes;

/**
 * All there is to know of a data set before it is trained on.
 *
 * @param summary what it holds
 * @param problems of the annotations, in reading order, then of the images, in the data set's order
 */
public record DatasetValidation(DatasetSummary summary, List<Problem> problems) {

    /**
     * How images are looked at.
     *
     * @param decoder of the pixels; empty to compare sizes in the headers only
     * @param orientation under which sizes are taken from headers; the decoder has its own
     * @param pixels which the boxes were read as drawn on
     * @param hashes of the files, where they were seen before
     * @param threads at least 1
     * @param progress run after each image, by any thread
     */
    public record Options(
            Optional<ImageReader> decoder,
            OrientationPolicy orientation,
            ReadingOptions.Pixels pixels,
            FileHashes hashes,
            int threads,
            Runnable progress) {
        public Options {
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be at least 1, got " + threads);
            }
        }

        /** Of boxes on images as they are seen, with hashes that nobody remembers. */
        public Options(Optional<ImageReader> decoder, OrientationPolicy orientation, int threads, Runnable progress) {
            this(decoder, orientation, ReadingOptions.Pixels.TURNED, FileHashes.none(), threads, progress);
        }
    }

    public DatasetValidation {
        problems = List.copyOf(problems);
    }

    /** True where something cannot be used. */
    public boolean hasUnusable() {
        return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.UNUSABLE);
    }

    /** Looks at every image of a data set that was read. */
    public static DatasetValidation of(DatasetReading reading, Options options) {
        List<ImageCheck.Result> results = check(reading.pool().images(), options);
        Findings findings = new Findings();
        results.forEach(result -> findings.add(result.findings()));
        noteNames(reading.dataset(), findings);
        noteTraits(reading, results, findings);
        int duplicates = noteDuplicates(reading.pool().images(), results, findings);
        int decoded = (int) results.stream().filter(ImageCheck.Result::decoded).count();
        List<Problem> problems = new ArrayList<>(reading.problems());
        problems.addAll(findings.problems());
        return new DatasetValidation(DatasetSummary.of(reading, decoded, duplicates), problems);
    }

    private static List<ImageCheck.Result> check(List<ImageRecord> images, Options options) {
        ExecutorService workers = Executors.newFixedThreadPool(options.threads());
        try {
            List<Future<ImageCheck.Result>> running = new ArrayList<>(images.size());
            for (ImageRecord image : images) {
                running.add(workers.submit(() -> {
                    ImageCheck.Result result = ImageCheck.of(image, options);
                    options.progress().run();
                    return result;
                }));
            }
            List<ImageCheck.Result> results = new ArrayList<>(images.size());
            for (Future<ImageCheck.Result> future : running) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HualeException("interrupted while looking at the images", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an image could not be looked at", e);
        } finally {
            workers.shutdownNow();
        }
    }

    /** Classes whose names differ in case or blanks only are likely one. */
    private static void noteNames(Dataset dataset, Findings findings) {
        Map<String, String> first = new HashMap<>();
        for (String name : dataset.classes().names()) {
            String alike = first.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), name);
            if (alike != null) {
                findings.note(
                        dataset.name(),
                        "the names of classes '" + alike + "' and '" + name + "' differ in case or blanks only; if they"
                                + " are one, say it behind the name of the data set: classes="
                                + OptionText.encoded(name) + ":" + OptionText.encoded(alike) + ",*");
            }
        }
    }

    /** One note for all images that share something. */
    private static void noteTraits(DatasetReading reading, List<ImageCheck.Result> results, Findings findings) {
        boolean told = reading.boxes().geometry().turned() > 0;
        results.stream()
                .flatMap(result -> result.trait().stream())
                .filter(trait -> !(told && trait.equals(ImageCheck.TURNED)))
                .forEach(trait -> findings.count("images " + trait));
        findings.noteCounted(reading.dataset().name());
    }

    private static int noteDuplicates(List<ImageRecord> images, List<ImageCheck.Result> results, Findings findings) {
        Map<String, ImageId> first = new HashMap<>();
        int duplicates = 0;
        for (int i = 0; i < images.size(); i++) {
            String hash = results.get(i).hash();
            ImageId same = hash.isEmpty()
                    ? null
                    : first.putIfAbsent(hash, images.get(i).id());
            if (same != null) {
                duplicates++;
                findings.note("image " + images.get(i).id(), "the same file content as image " + same);
            }
        }
        return duplicates;
    }
}
