package org.huale.dataset.coco;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.box.BoxForm;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.ImageFiles;
import org.huale.dataset.file.RelativePath;
import org.huale.problem.HualeException;
import org.huale.storage.InputFile;

/**
 * Reads a COCO instances file as a stream, twice: images and categories first, as official files have categories last
 * and others have annotations first, then the annotations, which by then are checked one by one and kept as numbers.
 *
 * <p>Image ids are the {@code file_name}s, classes are ordered by category id.
 */
final class CocoReader {
    private static final Pattern INSTANCES = Pattern.compile("instances_(.+)\\.json");
    private final Path json;
    private final Optional<Path> images;
    private final ImageFiles imageFiles;
    private final UnaryOperator<String> tame;

    CocoReader(Path json, Optional<Path> images, ImageFiles imageFiles) {
        this(json, images, imageFiles, CocoImages::relative);
    }

    private CocoReader(Path json, Optional<Path> images, ImageFiles imageFiles, UnaryOperator<String> tame) {
        this.tame = tame;
        this.json = json;
        this.images = images;
        this.imageFiles = imageFiles;
    }

    /** Reads a file whose images are known by their names, wherever its paths point to. */
    static CocoReader ofKnownImages(Path json) {
        return new CocoReader(json, Optional.empty(), ImageFiles.NOT_NEEDED, CocoReader::withoutEscape);
    }

    /** Label Studio writes {@code ../../upload/1/a.png}, other tools absolute paths. */
    private static String withoutEscape(String name) {
        return Arrays.stream(CocoImages.relative(name).split("/"))
                .filter(part -> !(part.isEmpty() || part.equals(".") || part.equals("..") || part.endsWith(":")))
                .collect(Collectors.joining("/"));
    }

    /** All categories become classes. */
    DatasetReading read() {
        return read(imageFiles.findings(BoxForm.XYWH));
    }

    /** The same; what is noticed goes to the findings, which say how exact boxes must be. */
    DatasetReading read(Findings findings) {
        return read(CocoHeader.read(requireFile()), findings);
    }

    /** But for those that no object has and that are the supercategory of others: Roboflow writes one for each project. */
    DatasetReading readWithoutEmptyParents() {
        CocoHeader header = CocoHeader.read(requireFile());
        DatasetReading all = read(header, imageFiles.findings(BoxForm.XYWH));
        return all.without(CocoCategories.emptyParents(header, all.dataset()), name());
    }

    private Path requireFile() {
        InputFile.obstacle(json).ifPresent(why -> {
            throw new HualeException(json + ": " + why + "; a COCO annotation file is needed here");
        });
        return json;
    }

    private DatasetReading read(CocoHeader header, Findings findings) {
        CocoCategories categories = CocoCategories.of(header.categories(), json, findings);
        CocoImages.Place place = new CocoImages.Place(imageFolder(), name(), imageFiles, tame);
        CocoImages found = CocoImages.of(header.images(), place, findings);
        CocoAnnotations annotations = new CocoAnnotations(found, categories, findings);
        List<ImageRecord> records = annotations.read(json, name());
        Dataset dataset = new Dataset("coco:" + json, categories.classes(), records);
        CocoNumbering numbering =
                CocoNumbering.of(records.stream().map(ImageRecord::id).toList(), found.numbers(), categories.numbers());
        AnnotationAccount.Tally tally = new AnnotationAccount.Tally();
        tally.used(1);
        annotations.tellLost(tally);
        return DatasetReading.of(tally.account(dataset), numbering, findings);
    }

    private String name() {
        return String.valueOf(json.getFileName());
    }

    /** As stated, or {@code ../NAME} beside the folder of {@code instances_NAME.json}, or that folder itself. */
    private Path imageFolder() {
        if (images.isPresent()) {
            if (imageFiles.needed() && !Files.isDirectory(images.get())) {
                throw new HualeException(images.get() + ": does not exist; the images of " + json + " are needed here");
            }
            return images.get();
        }
        return defaultImageFolder(json).filter(Files::isDirectory).orElse(RelativePath.folderOf(json));
    }

    static Optional<Path> defaultImageFolder(Path json) {
        Matcher instances = INSTANCES.matcher(String.valueOf(json.getFileName()));
        Path above = RelativePath.folderOf(json).getParent();
        return instances.matches() && above != null ? Optional.of(above.resolve(instances.group(1))) : Optional.empty();
    }
}
