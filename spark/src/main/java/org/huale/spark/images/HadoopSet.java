package org.huale.spark.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetFormats;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.RelativePath;
import org.huale.problem.HualeException;
import org.huale.spark.hadoop.HadoopFiles;
import org.huale.spark.hadoop.Places;

/**
 * A data set whose files lie in a file system that Hadoop knows, annotations and images: {@code voc:URL[:SPLIT]},
 * {@code coco:URL.json[:IMAGES]} or {@code yolo:URL.yaml[:SPLIT]}.
 *
 * @param locator whose path is one of Hadoop's
 */
public record HadoopSet(HadoopFiles files, DatasetLocator locator) {
    private static final Pattern NAME = Pattern.compile(
            "([a-z]+):((?:" + Places.OF_ONE_SLASH + "|[A-Za-z][A-Za-z0-9+-]+(?=://)):(?://[^/]*)?)(/.*)");

    private static final Set<String> FORMATS = Set.of("voc", "coco", "yolo");
    private static final String DETAIL_IS_FOLDER = "coco";

    /** Whether a name is that of a data set at a URL. */
    public static boolean isName(String data) {
        Matcher name = NAME.matcher(data);
        return name.matches() && isFormat(name.group(1));
    }

    /** Whether names of data sets begin with a word. */
    public static boolean isFormat(String word) {
        return DatasetFormats.all().stream().anyMatch(it -> it.prefix().equals(word));
    }

    /**
     * @param data as {@link #isName} knows it; the folder of images of a COCO file is a URL or a path from where the file lies
     * @param configuration of Hadoop
     * @throws HualeException where it is of a format that is read from this machine alone
     */
    public static HadoopSet parse(String data, Configuration configuration) {
        Matcher name = NAME.matcher(data);
        if (!name.matches() || !FORMATS.contains(name.group(1))) {
            throw new HualeException(
                    "'" + data + "': of data sets at URLs, those of voc, coco and yolo are read; put the"
                            + " annotations of others on this machine");
        }
        HadoopFiles files = new HadoopFiles(configuration);
        DatasetLocator rest = DatasetLocator.parse(name.group(1) + ":" + name.group(3));
        Path place = files.at(name.group(2) + RelativePath.slashed(rest.path()));
        return new HadoopSet(
                files,
                new DatasetLocator(
                        rest.format(),
                        place,
                        name.group(1).equals(DETAIL_IS_FOLDER)
                                ? rest.detail().map(folder -> beside(place, folder, files))
                                : rest.detail(),
                        rest.options()));
    }

    private static String beside(Path file, String folder, HadoopFiles files) {
        return Places.isUrl(folder)
                ? files.at(folder).toString()
                : file.resolveSibling(folder).toString();
    }

    /** @param reader of data sets wherever they are */
    public DatasetReading read(Function<DatasetLocator, DatasetReading> reader) {
        return HadoopReaders.together(() -> reader.apply(locator));
    }

    /** The same images, of whose files it is known how long they are, so that nobody asks for one after the other. */
    public Dataset measured(Dataset images) {
        return HadoopReaders.together(() -> new Dataset(
                images.name(),
                images.classes(),
                images.images().parallelStream().map(this::measured).toList()));
    }

    private ImageRecord measured(ImageRecord image) {
        try {
            return new ImageRecord(image.id(), files.measured(image.file()), image.size(), image.annotations());
        } catch (IOException e) {
            throw HadoopPool.unread(image.file(), e);
        }
    }
}
