package org.huale.spark.images;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.pool.PlainImages;
import org.huale.problem.HualeException;
import org.huale.spark.hadoop.HadoopFiles;
import org.huale.spark.hadoop.Places;

/** Images of a folder, a list or a table somewhere in Hadoop's file systems. */
public final class HadoopPool {
    private static final String LIST = ".txt";

    private final HadoopFiles files;

    /** @param configuration of Hadoop */
    public HadoopPool(Configuration configuration) {
        this.files = new HadoopFiles(configuration);
    }

    /**
     * @param place URL of a folder, whose images are named by their paths below it, or of a text file that names one in each
     *     line, by a URL or by the path from where the list lies
     * @throws HualeException where there is neither
     */
    public PlainImages.Reading read(String place) {
        org.apache.hadoop.fs.Path location = Places.location(place);
        try {
            FileStatus status = files.of(location).getFileStatus(location);
            return looked(place, status.isDirectory() ? below(status.getPath()) : listed(status.getPath()));
        } catch (FileNotFoundException e) {
            throw new HualeException(place + ": does not exist", e);
        } catch (IOException e) {
            throw unread(place, e);
        }
    }

    /**
     * @param table as {@link ImageTable} describes it
     * @param unpacked folder for images that the table holds as bytes, where it does not name another
     */
    public PlainImages.Reading read(ImageTable table, Path unpacked) {
        return looked(table.toString(), table.images(files, unpacked));
    }

    static HualeException unread(Object place, IOException e) {
        return new HualeException(place + ": cannot be read: " + e.getMessage(), e);
    }

    private static PlainImages.Reading looked(String place, List<PlainImages.Named> images) {
        return HadoopReaders.together(() -> PlainImages.of(place, images));
    }

    private List<PlainImages.Named> below(org.apache.hadoop.fs.Path folder) throws IOException {
        List<PlainImages.Named> images = new ArrayList<>();
        int from = folder.toString().length() + (folder.isRoot() ? 0 : 1);
        RemoteIterator<LocatedFileStatus> found = files.of(folder).listFiles(folder, true);
        while (found.hasNext()) {
            LocatedFileStatus file = found.next();
            String name = file.getPath().toString().substring(from);
            if (RelativePath.isImage(name) && !name.startsWith(".") && !name.contains("/.")) {
                images.add(new PlainImages.Named(name, files.at(file.getPath(), file.getLen())));
            }
        }
        images.sort(Comparator.comparing(PlainImages.Named::name));
        return images;
    }

    private List<PlainImages.Named> listed(org.apache.hadoop.fs.Path list) throws IOException {
        if (!list.getName().endsWith(LIST)) {
            throw new HualeException(list + ": neither a folder nor a list of images, whose name ends in " + LIST
                    + "; a table is named parquet:" + list);
        }
        List<PlainImages.Named> images = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(files.of(list).open(list), StandardCharsets.UTF_8))) {
            passOverMark(lines);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    images.add(named(files, list.getParent(), line.strip()));
                }
            }
        }
        return images;
    }

    /** The byte order mark that editors put before a text. */
    private static void passOverMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
    }

    /** An image by what a list or table calls it, which is its name from then on. */
    static PlainImages.Named named(HadoopFiles files, org.apache.hadoop.fs.Path folder, String name) {
        try {
            org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(name);
            boolean isUrl = file.toUri().getScheme() != null;
            return new PlainImages.Named(
                    name, files.at(isUrl ? name : new org.apache.hadoop.fs.Path(folder, file).toString()));
        } catch (IllegalArgumentException e) {
            throw new HualeException(folder + ": '" + name + "' is no path: " + e.getMessage(), e);
        }
    }
}
