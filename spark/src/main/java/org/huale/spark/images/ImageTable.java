package org.huale.spark.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.huale.dataset.pool.PlainImages;
import org.huale.problem.HualeException;
import org.huale.spark.hadoop.HadoopFiles;
import org.huale.spark.hadoop.Places;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table with a row for each image: a Parquet file, or a folder of such files. A column has paths of images, or the bytes of
 * image files beside a column of names; bytes are written to a folder first, where they are no image file's already.
 *
 * @param place path or URL
 * @param columns which they are, as far as somebody said so: {@code path}, {@code bytes}, {@code name}; {@code to}, the folder
 *     for images that the table holds as bytes
 */
public record ImageTable(String place, Map<String, String> columns) {
    /** What a name of such a table begins with. */
    public static final String PREFIX = "parquet:";

    private static final Logger LOG = LoggerFactory.getLogger(ImageTable.class);
    private static final String TO = "to";
    private static final List<String> KEYS = List.of(TableColumns.PATH, TableColumns.BYTES, TableColumns.NAME, TO);

    /** @param name {@code parquet:PLACE?path=COLUMN}, {@code parquet:PLACE?bytes=COLUMN&name=COLUMN&to=FOLDER} */
    public static ImageTable parse(String name) {
        String rest = name.substring(PREFIX.length());
        int options = rest.indexOf('?');
        Map<String, String> columns = new LinkedHashMap<>();
        for (String option :
                options < 0 ? new String[0] : rest.substring(options + 1).split("&", -1)) {
            int equals = option.indexOf('=');
            if (equals < 0 || !KEYS.contains(option.substring(0, equals))) {
                throw new HualeException("'" + name + "': '" + option + "' is no option of tables; allowed are "
                        + String.join("=, ", KEYS) + "=");
            }
            columns.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return new ImageTable(options < 0 ? rest : rest.substring(0, options), columns);
    }

    @Override
    public String toString() {
        return PREFIX + place;
    }

    List<PlainImages.Named> images(HadoopFiles files, Path unpacked) {
        try {
            List<org.apache.hadoop.fs.Path> parts = parts(files);
            TableColumns chosen = TableColumns.of(parts.get(0), files, columns);
            LOG.info("{}: {}", this, chosen.words());
            return chosen.bytes().isEmpty() ? named(files, parts, chosen) : unpacked(files, parts, chosen, unpacked);
        } catch (IOException e) {
            throw HadoopPool.unread(this, e);
        }
    }

    private List<org.apache.hadoop.fs.Path> parts(HadoopFiles files) throws IOException {
        org.apache.hadoop.fs.Path table = located();
        FileSystem system = files.of(table);
        if (!system.exists(table)) {
            throw new HualeException(this + ": does not exist");
        }
        List<org.apache.hadoop.fs.Path> parts = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> found = system.listFiles(table, true);
        while (found.hasNext()) {
            org.apache.hadoop.fs.Path part = found.next().getPath();
            if (!part.getName().startsWith("_") && !part.getName().startsWith(".")) {
                parts.add(part);
            }
        }
        if (parts.isEmpty()) {
            throw new HualeException(this + ": no Parquet file");
        }
        parts.sort(Comparator.naturalOrder());
        return parts;
    }

    private org.apache.hadoop.fs.Path located() {
        return new org.apache.hadoop.fs.Path(Places.url(place));
    }

    private List<PlainImages.Named> named(HadoopFiles files, List<org.apache.hadoop.fs.Path> parts, TableColumns chosen)
            throws IOException {
        org.apache.hadoop.fs.Path folder = folder(files);
        List<PlainImages.Named> images = new ArrayList<>();
        TableRows.forEach(files, parts, chosen, row -> images.add(HadoopPool.named(files, folder, chosen.name(row))));
        return images;
    }

    /** What relative paths begin from: the folder of the table, or the one that its file lies in. */
    private org.apache.hadoop.fs.Path folder(HadoopFiles files) throws IOException {
        org.apache.hadoop.fs.Path table = located();
        return files.of(table).getFileStatus(table).isDirectory() ? table : table.getParent();
    }

    private List<PlainImages.Named> unpacked(
            HadoopFiles files, List<org.apache.hadoop.fs.Path> parts, TableColumns chosen, Path usual)
            throws IOException {
        String to = Optional.ofNullable(columns.get(TO)).orElseGet(() -> usual.toString());
        ImageFolderWriter folder = new ImageFolderWriter(files, to);
        List<PlainImages.Named> images = new ArrayList<>();
        TableRows.forEach(files, parts, chosen, row -> images.add(folder.kept(chosen.name(row), chosen.bytes(row))));
        LOG.info("{}: its images are in {}", this, to);
        return images;
    }
}
