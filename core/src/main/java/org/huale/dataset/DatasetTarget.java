package org.huale.dataset;

import org.huale.dataset.file.Existing;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/**
 * Where a data set is written to: {@code voc:DIR[:SPLIT]}, {@code coco:ANNOTATIONS.json[:IMAGES_DIR]} or
 * {@code yolo:DIR[:SPLIT]}, in the words of a {@link DatasetLocator} that will read it again.
 */
public record DatasetTarget(DatasetLocator locator) {

    /**
     * @throws HualeException where the text names no place to write to
     */
    public static DatasetTarget parse(String text) {
        DatasetLocator locator = DatasetLocator.parse(text);
        String path = locator.path().toString().toLowerCase(Locale.ROOT);
        if (locator.format() == DatasetFormat.COCO && !path.endsWith(".json")) {
            throw new HualeException("'" + text + "' must name a .json file to write: coco:ANNOTATIONS.json");
        }
        return new DatasetTarget(locator.format() == DatasetFormat.YOLO ? withConfig(locator, path) : locator);
    }

    private static DatasetLocator withConfig(DatasetLocator locator, String path) {
        if (!(path.endsWith(".yaml") || path.endsWith(".yml"))) {
            Path config = locator.path().resolve("data.yaml");
            return new DatasetLocator(locator.format(), config, locator.detail());
        }
        if (!String.valueOf(locator.path().getFileName()).equals("data.yaml")) {
            throw new HualeException(
                    locator + ": YOLO data sets are written as a folder with a data.yaml: yolo:DIR:SPLIT");
        }
        return locator;
    }

    /**
     * Writes the data set with its images; COCO files keep the numbering of a data set that came from COCO.
     *
     * @param imageWritten hears of every image in its place
     * @return what the format could not say
     */
    public List<Problem> write(DatasetReading reading, Existing existing, Runnable imageWritten) {
        Dataset dataset = reading.dataset();
        Path path = locator.path();
        return switch (locator.format()) {
            case VOC -> write(new VocWriter(existing, imageWritten), dataset, path, VocSplit.DEFAULT);
            case YOLO ->
                write(
                        new YoloWriter(existing, imageWritten),
                        dataset,
                        CocoReader.folderOf(path),
                        YoloReader.DEFAULT_SPLIT);
            case COCO -> {
                CocoWriter writer = new CocoWriter(existing, Optional.of(reading.numbering()), imageWritten);
                writer.writeFile(dataset, path, imageFolder());
                yield writer.losses(dataset);
            }
        };
    }

    private List<Problem> write(DatasetWriter writer, Dataset dataset, Path folder, String defaultSplit) {
        writer.write(dataset, folder, locator.detail().orElse(defaultSplit));
        return writer.losses(dataset);
    }

    /** Where the reader will look: beside {@code annotations}, or else where the annotation file is. */
    private Path imageFolder() {
        Path folder = CocoReader.folderOf(locator.path());
        boolean official = String.valueOf(folder.getFileName()).equals("annotations");
        return locator.detail()
                .map(Path::of)
                .or(() -> official ? CocoReader.defaultImageFolder(locator.path()) : Optional.empty())
                .orElse(folder);
    }
}
