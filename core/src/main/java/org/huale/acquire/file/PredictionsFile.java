package org.huale.acquire.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.huale.acquire.Predictions;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.JsonStream;
import org.huale.dataset.identity.ClassReading;
import org.huale.dataset.identity.ImageIdentity;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.problem.HualeException;
import org.huale.problem.InputFault;
import org.huale.problem.Problem;

/**
 * The predictions of a file, held in memory: about 60 bytes for a detection, and 4 for each of its class probabilities and
 * variances. An image without entries is one in which nothing was found.
 */
public final class PredictionsFile implements Predictions {
    private final String name;
    private final PoolRecords images;
    private final ReadPredictions read;
    private final Set<EvidencePart> asked;

    private PredictionsFile(String name, PoolRecords images, ReadPredictions read, Set<EvidencePart> asked) {
        this.name = name;
        this.images = images;
        this.read = read;
        this.asked = Set.copyOf(asked);
    }

    /**
     * Reads a COCO result file as a stream; docs/scoring.md describes it. Without class names in the pool, category 1 is
     * the first class, or category 0 where that occurs.
     *
     * @param pool the images that the file may speak of
     * @param numbering by which the file names images and classes; without images, they go by name only
     * @param asked how category ids are read, where somebody said so
     * @throws HualeException where the file is not of this form; the message names the entry
     */
    public static PredictionsFile read(
            JsonStream file, Dataset pool, CocoNumbering numbering, Optional<ClassReading> asked) {
        return read(
                file,
                new PoolRecords(pool, ImageIdentity.of(pool, numbering)),
                new Categories(pool.classes(), numbering, asked));
    }

    /**
     * Reads what a program found in images that it was handed: numbers of images and of classes count from 1 in their order, and
     * texts are names of images.
     *
     * @throws HualeException where the file is not of this form, or a number is none of these; the message names the entry
     */
    public static PredictionsFile ofHanded(JsonStream file, Dataset handed) {
        CocoNumbering numbering = CocoNumbering.ofPositions(handed);
        return read(
                file,
                new PoolRecords(handed, ImageIdentity.ofHanded(handed)),
                new Categories(handed.classes(), numbering, Optional.of(ClassReading.FROM_ONE)));
    }

    private static PredictionsFile read(JsonStream file, PoolRecords images, Categories categories) {
        return InputFault.reading(file.name(), () -> {
            PredictionsReader reader = new PredictionsReader(file.name(), images, categories);
            file.read(reader::readList);
            return new PredictionsFile(file.name(), images, reader.result(), EvidencePart.all());
        });
    }

    /** The same, telling and giving only these parts of the evidence, as far as the file has them; at first it is all that it has. */
    public PredictionsFile giving(Set<EvidencePart> parts) {
        return new PredictionsFile(name, images, read, parts);
    }

    /** Refuses what no file can give and the strategy cannot do without. */
    public void requireEnough(Set<EvidencePart> needs) {
        EvidencePart.lacking(needs, evidence()).ifPresent(parts -> {
            throw new HualeException(name + ": the strategy needs " + parts
                    + " of detections, which a file of predictions does not have");
        });
    }

    /** How its images were read: {@code 12 entries name 3 images by name}. */
    public String words() {
        return read.notes().words();
    }

    /** What was left out of the file, what it does not say, and what was read in a way that nobody stated. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(problemsOfReading());
        if (!hasProbabilities()) {
            problems.add(Problem.note(
                    name,
                    "no class probabilities; a detection is taken to be of its class with its score as probability, else"
                            + " background"));
        }
        return problems;
    }

    /** The same without a word on what the file does not say. */
    public List<Problem> problemsOfReading() {
        return read.notes().problems();
    }

    /** Whether its entries have class distributions, which otherwise follow from the scores. */
    public boolean hasProbabilities() {
        return read.layout().hasProbabilities();
    }

    /** Images in which something was found, in any view. */
    public int imagesWithDetections() {
        return read.images().size();
    }

    /** Detections of a view. */
    public int detections(View view) {
        return read.images().stream().mapToInt(image -> read.count(view, image)).sum();
    }

    @Override
    public ClassNames classes() {
        return read.classes();
    }

    @Override
    public Set<EvidencePart> evidence() {
        Set<EvidencePart> evidence = read.layout().evidence();
        evidence.retainAll(asked);
        return evidence;
    }

    @Override
    public boolean has(View view) {
        return read.has(view);
    }

    @Override
    public ImageRecord record(ImageId image) {
        return images.record(image);
    }

    @Override
    public void forEach(View view, Collection<ImageId> wanted, BiConsumer<ImageId, Detections> sink) {
        requireHas(view);
        wanted.forEach(image -> sink.accept(image, read.detections(view, image, asked)));
    }

    /** All is in memory. */
    @Override
    public void prepare(View view, Collection<ImageId> images) {
        requireHas(view);
    }

    private void requireHas(View view) {
        if (!has(view)) {
            throw new HualeException(name + ": the strategy asks for predictions of the view " + view.name()
                    + ", but no entry is of it");
        }
    }
}
