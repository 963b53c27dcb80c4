package org.huale.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.JsonCursor;
import org.huale.dataset.file.JsonStream;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.WithoutObjects;
import org.huale.dataset.file.ZipFolder;
import org.huale.problem.HualeException;
import org.huale.storage.InputFile;

/**
 * A folder of finished work: files of any formats beside each other, in any subfolders, as they are or in zip archives. A file of data
 * that no format takes is something to mend, by its name.
 */
public final class FinishedFolder {
    /** What was handed out, and the list of images that are set aside, which is not an annotation. */
    private static final Pattern NO_WORK =
            Pattern.compile("(instances_)?to-label\\..*|label-studio\\.json|images\\.tsv|skipped\\.tsv");

    private static final String SKIPPED = "skipped.tsv";

    private static final Set<String> DATA = Set.of(
            "json", "jsonl", "ndjson", "xml", "csv", "tsv", "parquet", "tfrecord", "record", "xlsx", "ods", "db");
    private static final Set<String> PACKED = Set.of("7z", "rar", "tar", "gz", "tgz", "bz2", "xz", "zst");

    private final FlatNames names;
    private final Optional<DatasetFormat> only;
    private final FinishedAnnotations reading;
    private boolean touched;
    private boolean whole = true;

    private FinishedFolder(FlatNames names, ClassNames classes, Optional<DatasetFormat> only) {
        this.names = names;
        this.only = only;
        this.reading = FinishedAnnotations.of(names, classes);
    }

    /** What is in the folder; empty where there is nothing of annotators in it yet. */
    public static Optional<FinishedAnnotations.Result> read(Path folder, FlatNames names, ClassNames classes) {
        return new FinishedFolder(names, classes, Optional.empty()).read(folder, files(folder));
    }

    /** What is in one file of a folder, which may be an archive. */
    public static Optional<FinishedAnnotations.Result> readFile(Path file, FlatNames names, ClassNames classes) {
        FinishedFolder reading = new FinishedFolder(names, classes, Optional.empty());
        reading.whole = false;
        return reading.read(RelativePath.folderOf(file), alone(file));
    }

    /**
     * What is of one format in a folder and below, or in the one file named; either may be or hold archives.
     *
     * @throws HualeException where nothing is there
     */
    public static FinishedAnnotations.Result readAs(
            DatasetFormat format, Path path, FlatNames names, ClassNames classes) {
        if (!Files.exists(path)) {
            throw new HualeException(path + ": does not exist; finished annotations are needed here");
        }
        FinishedFolder reading = new FinishedFolder(names, classes, Optional.of(format));
        reading.touched = true;
        boolean file = Files.isRegularFile(path);
        boolean alone = file && (format.isOneFile() || ZipFolder.isZip(path.toString()));
        Path folder = file ? RelativePath.folderOf(path) : path;
        return reading.read(folder, alone ? alone(path) : files(folder)).orElseThrow();
    }

    private static List<String> alone(Path file) {
        return List.of(String.valueOf(file.getFileName()));
    }

    private Optional<FinishedAnnotations.Result> read(Path folder, List<String> files) {
        List<String> archives = files.stream().filter(ZipFolder::isZip).toList();
        take(folder, files);
        if (whole && only.isEmpty()) {
            refuseLists(folder);
        }
        if (!archives.isEmpty()) {
            touched = true;
            try (ZipFolder unpacked = ZipFolder.of(folder, archives, reading.findings())) {
                takeUnpacked(unpacked);
                takeLists(folder, files);
                return Optional.of(reading.finished(folder).told(unpacked::told));
            }
        }
        takeLists(folder, files);
        return touched ? Optional.of(reading.finished(folder)) : Optional.empty();
    }

    private void takeUnpacked(ZipFolder unpacked) {
        try {
            List<String> files = files(unpacked.folder());
            take(unpacked.folder(), files);
            takeLists(unpacked.folder(), files);
            if (only.isEmpty()) {
                refuseLists(unpacked.folder());
            }
            files.stream()
                    .filter(ZipFolder::isZip)
                    .forEach(file -> reading.findings()
                            .unusable(
                                    file,
                                    "is an archive in an archive, which is not looked into; unpack the outer one"));
        } catch (HualeException e) {
            throw new HualeException(unpacked.told(String.valueOf(e.getMessage())), e);
        }
    }

    /** Files that people may have put there, relative to the folder; none where it is not there. */
    static List<String> files(Path folder) {
        return Files.isDirectory(folder)
                ? ImageFolder.files(folder).stream()
                        .filter(file ->
                                !NO_WORK.matcher(RelativePath.name(file)).matches())
                        .toList()
                : List.of();
    }

    private void take(Path folder, List<String> files) {
        if (only.isPresent()) {
            takeOnly(only.get(), folder, files);
        } else {
            takeAll(folder, files);
        }
        reading.compareImages(folder, files);
    }

    /** Lists of images without objects below the folder, which are held against what was read before. */
    private void takeLists(Path folder, List<String> files) {
        for (String file : files) {
            if (file.endsWith("/" + WithoutObjects.FILE)) {
                touched = true;
                reading.takeWithoutObjects(folder, file.substring(0, file.lastIndexOf('/')));
            }
        }
    }

    /** Beside archives there need be nothing. */
    private void takeOnly(DatasetFormat format, Path folder, List<String> files) {
        boolean packed = files.stream().anyMatch(ZipFolder::isZip);
        if (!packed || files.stream().anyMatch(file -> format.isFinished(folder, file, names))) {
            readFinished(format, folder, files);
        }
    }

    /** Lists of images that are set aside are looked for in the folder itself, nowhere else. */
    private void refuseLists(Path folder) {
        if (Files.isDirectory(folder)) {
            ImageFolder.files(folder).stream()
                    .filter(file -> file.endsWith("/" + SKIPPED))
                    .forEach(file -> reading.findings()
                            .unusable(file, "is only read where it lies in the folder itself; move it there"));
        }
    }

    private void takeAll(Path folder, List<String> files) {
        Owners owners = Owners.of(folder, files, names);
        for (DatasetFormat format : DatasetFormats.all()) {
            if (owners.has(format)) {
                touched = true;
                readFinished(format, folder, owners.filesFor(format));
            }
        }
        owners.nobodys().stream()
                .filter(file -> isUnread(folder, file))
                .forEach(file -> refuse(folder.resolve(file), file));
        touched |= files.contains(WithoutObjects.FILE);
    }

    private void readFinished(DatasetFormat format, Path folder, List<String> files) {
        try {
            format.readFinished(folder, files, reading);
        } catch (HualeException e) {
            reading.findings().unusable(format.title() + " files", String.valueOf(e.getMessage()));
        }
    }

    private static boolean isUnread(Path folder, String file) {
        String extension = extension(file);
        boolean data = DATA.contains(extension) || PACKED.contains(extension);
        return data && DatasetFormats.all().stream().noneMatch(format -> format.accompanies(folder, file));
    }

    private static String extension(String file) {
        String extension = RelativePath.extension(file).toLowerCase(Locale.ROOT);
        return extension.isEmpty() ? "" : extension.substring(1);
    }

    private void refuse(Path file, String name) {
        touched = true;
        String fault = PACKED.contains(extension(name))
                ? "is packed in a way that is not read; pack it as .zip or unpack it"
                : unreadable(file, name);
        reading.findings().unusable(name, fault);
    }

    private static String unreadable(Path file, String name) {
        try {
            if (RelativePath.hasExtension(name, "json")) {
                new JsonStream("no format is recognized", () -> InputFile.open(file)).read(JsonCursor::skip);
            }
        } catch (HualeException e) {
            return String.valueOf(e.getMessage());
        }
        return "is of no format that is read, by what is in it; these are "
                + DatasetFormats.either(DatasetFormat::title) + ". Take it away or export one of them";
    }

    /** Which format each file of a folder is of. */
    private record Owners(Map<String, Optional<DatasetFormat>> byFile) {

        static Owners of(Path folder, List<String> files, FlatNames names) {
            Map<String, Optional<DatasetFormat>> byFile = new LinkedHashMap<>();
            for (String file : files) {
                byFile.put(
                        file,
                        DatasetFormats.all().stream()
                                .filter(format -> format.isFinished(folder, file, names))
                                .findFirst());
            }
            return new Owners(byFile);
        }

        boolean has(DatasetFormat format) {
            return byFile.containsValue(Optional.of(format));
        }

        /** Its own and those that are of no format, such as lists of classes. */
        List<String> filesFor(DatasetFormat format) {
            return byFile.entrySet().stream()
                    .filter(entry -> entry.getValue().map(format::equals).orElse(true))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        List<String> nobodys() {
            return byFile.entrySet().stream()
                    .filter(entry -> entry.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}
