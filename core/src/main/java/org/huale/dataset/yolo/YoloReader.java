package org.huale.dataset.yolo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.dataset.Annotation;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.box.BoxForm;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.ImageFiles;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.TextLines;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;

/**
 * Reads the layout of Ultralytics: a {@code data.yaml}, images, and for each image a text file in the folder that has
 * {@code labels} in place of the last {@code images} of its path, or else beside the image. No such file means an image
 * without objects.
 *
 * <p>Image ids are paths relative to the root without that {@code images} folder, so that {@code images/train/a.jpg}
 * and Roboflow's {@code train/images/a.jpg} are both {@code train/a.jpg}.
 */
final class YoloReader {
    static final String DEFAULT_SPLIT = "train";
    private final YoloConfig config;
    private final ImageFiles imageFiles;
    private final KeypointRows keypoints;
    private final RowClasses classes;
    private final AnnotationAccount.Tally tally = new AnnotationAccount.Tally();

    /** @param firstClass its number, where somebody said so */
    YoloReader(Path yaml, ImageFiles imageFiles, OptionalInt firstClass) {
        this.config = YoloConfig.read(yaml);
        this.imageFiles = imageFiles;
        this.keypoints = new KeypointRows(config.keypoints());
        this.classes = new RowClasses(config.classes(), firstClass);
    }

    DatasetReading read(Optional<String> split) {
        Findings findings = imageFiles.findings(BoxForm.CXCYWH_NORMALIZED);
        YoloSplit part = new YoloSplit(config, split.orElse(DEFAULT_SPLIT), findings);
        List<ImageRecord> images = images(List.copyOf(part.images()), findings);
        requirePolygons();
        findings.classes(classes.doubt());
        findings.noteCounted(String.valueOf(config.file().getFileName()));
        Dataset dataset = new Dataset("yolo:" + config.file() + ":" + part.name(), config.classes(), images);
        return DatasetReading.of(tally.account(dataset), CocoNumbering.ofPositions(dataset), findings);
    }

    private void requirePolygons() {
        keypoints.fault().ifPresent(fault -> {
            throw new HualeException(config.file() + ": " + fault);
        });
    }

    private List<ImageRecord> images(List<Path> paths, Findings findings) {
        Path root = root(paths);
        List<String> files = paths.stream()
                .map(path -> RelativePath.slashed(root.relativize(path)))
                .toList();
        List<ImageId> ids = ids(files);
        List<Findings> each = files.stream().map(file -> findings.forPart()).toList();
        List<Optional<ImageRecord>> records = IntStream.range(0, files.size())
                .parallel()
                .mapToObj(i -> image(ids.get(i), paths.get(i), files.get(i), each.get(i)))
                .toList();
        for (int i = 0; i < ids.size(); i++) {
            tally.lost(ids.get(i), each.get(i).counts().dropped());
            findings.add(each.get(i));
        }
        Map<String, ImageId> usable = new LinkedHashMap<>();
        IntStream.range(0, files.size())
                .filter(i -> records.get(i).isPresent())
                .forEach(i -> usable.put(files.get(i), ids.get(i)));
        new YoloLabelFiles(root, files).tell(usable, new YoloLabelFiles.Account(tally, findings));
        return records.stream().flatMap(Optional::stream).toList();
    }

    /** The folder that ids begin in: the data set's or, where not all images lie in it, the one that all do. */
    private Path root(List<Path> paths) {
        if (paths.stream().allMatch(path -> path.startsWith(config.root()))) {
            return config.root();
        }
        Path above = above(paths);
        for (Path it = above; it != null && it.getParent() != null; it = it.getParent()) {
            if (String.valueOf(it.getFileName()).equals("images")) {
                return it.getParent();
            }
        }
        return above;
    }

    private Path above(List<Path> paths) {
        Path common = paths.get(0).getParent();
        while (common != null && !startWith(paths, common)) {
            common = common.getParent();
        }
        if (common == null) {
            throw new HualeException(config.file() + ": images lie on several drives, "
                    + paths.stream().map(Path::getRoot).distinct().toList()
                    + "; put them on one drive, under one folder");
        }
        return common;
    }

    private static boolean startWith(List<Path> paths, Path folder) {
        return paths.stream().allMatch(path -> path.startsWith(folder));
    }

    /** Short ids, or whole paths where short ones would collide. */
    private static List<ImageId> ids(List<String> files) {
        Map<String, Long> uses =
                files.stream().collect(Collectors.groupingBy(YoloReader::shortened, Collectors.counting()));
        return files.stream()
                .map(file -> new ImageId(uses.getOrDefault(shortened(file), 0L) == 1 ? shortened(file) : file))
                .toList();
    }

    private static String shortened(String file) {
        int at = ("/" + file).lastIndexOf("/images/");
        return at < 0 ? file : file.substring(0, at) + file.substring(at + "images/".length());
    }

    private Optional<ImageRecord> image(ImageId id, Path path, String file, Findings findings) {
        if (!Files.isRegularFile(path)) {
            findings.unusable(file, "no such image; left out");
            return Optional.empty();
        }
        if (!findings.isListable(file, file)) {
            return Optional.empty();
        }
        Optional<ImageSize> size = imageFiles.size(path, file, findings);
        return size.map(known -> new ImageRecord(id, path, known, annotations(path, known, findings)));
    }

    private List<Annotation> annotations(Path image, ImageSize size, Findings findings) {
        Path labels = labels(image);
        if (!Files.isRegularFile(labels)) {
            return List.of();
        }
        String where = RelativePath.shown(config.root(), labels);
        try {
            return new YoloLabels(classes, keypoints, size, findings).annotations(TextLines.of(labels), where);
        } catch (HualeException e) {
            findings.unreadable(where, String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    /** In the folder of labels or, where that has none, beside the image; the extension may be in capitals. */
    static Path labels(Path image) {
        Path usual = image.getFileSystem().getPath(labels(RelativePath.slashed(image)));
        String beside = RelativePath.stem(String.valueOf(image.getFileName()));
        return Stream.of(
                        usual,
                        image.resolveSibling(beside + ".txt"),
                        usual.resolveSibling(beside + ".TXT"),
                        image.resolveSibling(beside + ".TXT"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(usual);
    }

    /** The label file of an image, by path. */
    static String labels(String image) {
        int at = ("/" + image).lastIndexOf("/images/");
        String moved = at < 0 ? image : image.substring(0, at) + "labels/" + image.substring(at + "images/".length());
        return RelativePath.stem(moved) + ".txt";
    }
}
