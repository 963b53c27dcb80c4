package org.huale.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.coco.CocoWriter;
import org.huale.dataset.file.Existing;
import org.huale.dataset.voc.VocWriter;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.storage.InputFile;
import org.huale.storage.TemporaryFolder;

/**
 * A data set of the layout, the classes and the counts of a public one, its images a few tiny drawings in turn. With it a
 * protocol can be planned before anything is downloaded; nothing can be learned from it.
 */
public enum StandIn {
    /** 5,011 images in {@code trainval}, 4,952 in {@code test}. */
    VOC2007("trainval", 5_011, "test", 4_952),
    /** 5,717 images in {@code train}, 5,823 in {@code val}, all of them in {@code trainval}. */
    VOC2012("train", 5_717, "val", 5_823),
    /** 118,287 images in {@code train2017}, 1,021 of them without objects, and 5,000 in {@code val2017}. */
    COCO2017("train2017", 118_287, "val2017", 5_000);

    private static final int DRAWINGS = 16; // for each split
    private static final int COCO_EMPTY = 1_021;
    private static final int ONE_DIFFICULT_IN = 50;
    private static final String[] VOC_CLASSES = {
        "aeroplane",
        "bicycle",
        "bird",
        "boat",
        "bottle",
        "bus",
        "car",
        "cat",
        "chair",
        "cow",
        "diningtable",
        "dog",
        "horse",
        "motorbike",
        "person",
        "pottedplant",
        "sheep",
        "sofa",
        "train",
        "tvmonitor"
    };
    private static final int COCO_CLASSES = 80;

    private final String poolSplit;
    private final int pool;
    private final String testSplit;
    private final int test;

    StandIn(String poolSplit, int pool, String testSplit, int test) {
        this.poolSplit = poolSplit;
        this.pool = pool;
        this.testSplit = testSplit;
        this.test = test;
    }

    /** The official number of images of both splits, times a share in (0, 1]. */
    public int images(double share) {
        return count(pool, share) + count(test, share);
    }

    /**
     * Writes both splits, each with that share of its images, at least one.
     *
     * @param folder new or empty
     * @param written runs once an image
     * @throws HualeException where the folder holds anything, or cannot be written
     */
    public void write(Path folder, double share, Runnable written) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be in (0, 1], got " + share);
        }
        try {
            requireEmpty(folder);
            try (TemporaryFolder drawings = TemporaryFolder.make("huale-drawings")) {
                write(folder, share, Drawings.in(drawings.path()), written);
            }
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be written: " + e, e);
        }
    }

    private void write(Path folder, double share, Drawings drawings, Runnable written) throws IOException {
        int poolImages = count(pool, share);
        int empty = this == COCO2017 ? count(COCO_EMPTY, share) : 0;
        Dataset first = repeated(drawings.pool(), poolImages, number -> number < empty);
        Dataset second = repeated(drawings.test(), count(test, share), number -> false);
        write(first, folder, poolSplit, written);
        write(numberedFrom(second, poolImages), folder, testSplit, written);
        if (this == VOC2012) {
            Path lists = folder.resolve("ImageSets/Main");
            Files.writeString(
                    lists.resolve("trainval.txt"),
                    InputFile.text(lists.resolve(poolSplit + ".txt"))
                            + InputFile.text(lists.resolve(testSplit + ".txt")));
        }
    }

    private void write(Dataset dataset, Path folder, String split, Runnable written) {
        if (this == COCO2017) {
            new CocoWriter(Existing.HANDED_OUT, Optional.empty(), written).write(dataset, folder, split);
        } else {
            new VocWriter(Existing.HANDED_OUT, written).write(dataset, folder, split);
        }
    }

    /** The drawings of both splits. */
    private record Drawings(Dataset pool, Dataset test) {

        static Drawings in(Path folder) {
            RenderOptions usual = RenderOptions.defaults();
            RenderedDataset rendered = new RenderedDataset(new RenderOptions(
                    DRAWINGS,
                    DRAWINGS,
                    new ImageSize(64, 64),
                    usual.classes(),
                    usual.seed(),
                    usual.tailRatio(),
                    usual.testTailRatio(),
                    usual.duplicateShare(),
                    usual.objects()));
            return new Drawings(
                    rendered.write(Split.TRAINVAL, folder, () -> {}), rendered.write(Split.TEST, folder, () -> {}));
        }
    }

    private Dataset repeated(Dataset drawings, int images, IntPredicate isEmpty) {
        List<ImageRecord> records = IntStream.range(0, images)
                .mapToObj(i -> record(drawings.images().get(i % drawings.size()), i, isEmpty.test(i)))
                .toList();
        return new Dataset(name().toLowerCase(Locale.ROOT), classes(), records);
    }

    /** Every drawing has an object, if it has none of its own one that fills it, so that counts of images with objects hold. */
    private ImageRecord record(ImageRecord drawing, int number, boolean empty) {
        List<Annotation> objects = new ArrayList<>();
        if (!empty) {
            Box box = new Box(2, 2, drawing.size().width() - 2.0, drawing.size().height() - 2.0);
            objects.add(
                    new Annotation(box, number % classes().count(), number % ONE_DIFFICULT_IN == 0, false, box.area()));
        }
        return new ImageRecord(id(number), drawing.file(), drawing.size(), objects);
    }

    private Dataset numberedFrom(Dataset dataset, int start) {
        List<ImageRecord> images = IntStream.range(0, dataset.size())
                .mapToObj(i -> {
                    ImageRecord image = dataset.images().get(i);
                    return new ImageRecord(id(start + i), image.file(), image.size(), image.annotations());
                })
                .toList();
        return new Dataset(dataset.name(), dataset.classes(), images);
    }

    private ImageId id(int number) {
        String form = this == VOC2007 ? "%06d" : this == VOC2012 ? "2012_%06d" : "%012d";
        return new ImageId(String.format(Locale.ROOT, form, number + 1));
    }

    private ClassNames classes() {
        return new ClassNames(
                this == COCO2017
                        ? IntStream.rangeClosed(1, COCO_CLASSES)
                                .mapToObj(k -> String.format(Locale.ROOT, "class-%02d", k))
                                .toList()
                        : List.of(VOC_CLASSES));
    }

    private static int count(int all, double share) {
        return (int) Math.max(1, Math.round(all * share));
    }

    private static void requireEmpty(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new HualeException(folder + ": is not empty; a stand-in is written to a new folder");
            }
        }
    }
}
