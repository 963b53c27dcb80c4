package org.huale.dataset.pool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.ImageFiles;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.RelativePath;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.huale.storage.OwnFiles;

/** Images that nobody has annotated: of a folder, subfolders included, or named one by one. */
public final class PlainImages {

    private PlainImages() {}

    /** Files that are no images, files whose header cannot be read, and folders of runs are left out and reported. */
    public record Reading(Dataset dataset, List<Problem> problems) {

        public Reading {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Every file with the ending of an image, by its path below the folder with extension; sizes are those in the headers.
     * Folders of runs below it are left out: their images are copies handed out to annotators.
     *
     * @throws HualeException where the folder cannot be read or has no image
     */
    public static Reading read(Path folder) {
        List<String> files = files(folder);
        List<String> runs = runs(folder, files);
        return new Source(
                        folder.toString(),
                        runs.stream().map(PlainImages::noteOfRun).toList())
                .read(named(folder, files, runs), PlainImages::lookIfImage);
    }

    /**
     * Those of the images that {@link #read} gives whose names are not known yet, perhaps none. Nobody looks at the files of the others,
     * and what is no image is passed over.
     *
     * @throws HualeException where the folder cannot be read
     */
    public static Reading readOthers(Path folder, Set<String> known) {
        List<String> files = files(folder);
        List<Named> others = named(folder, files, runs(folder, files)).stream()
                .filter(it -> RelativePath.isImage(it.name()) && !known.contains(it.name()))
                .toList();
        return new Source(folder.toString(), List.of()).readAny(others, PlainImages::look);
    }

    private static List<String> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new HualeException(folder + ": does not exist or is no folder");
        }
        return ImageFolder.files(folder);
    }

    /** The files that lie in the folder of no run. */
    private static List<Named> named(Path folder, List<String> files, List<String> runs) {
        return files.stream()
                .filter(name -> runs.stream().noneMatch(name::startsWith))
                .map(name -> new Named(name, folder.resolve(name)))
                .toList();
    }

    /** The folders of runs among those that the files lie in, each with a slash behind; not the folder itself. */
    private static List<String> runs(Path folder, List<String> files) {
        return files.stream()
                .flatMap(PlainImages::folders)
                .distinct()
                .filter(name -> isRun(folder.resolve(name)))
                .toList();
    }

    private static boolean isRun(Path folder) {
        try {
            return new OwnFiles(folder, OwnFiles.RUN).isMarked();
        } catch (HualeException e) {
            return false; // whatever was made there is not known, and images beside it may be somebody's
        }
    }

    /** {@code a/} and {@code a/b/} of {@code a/b/c.jpg}. */
    private static Stream<String> folders(String file) {
        return IntStream.range(0, file.length())
                .filter(i -> file.charAt(i) == '/')
                .mapToObj(i -> file.substring(0, i + 1));
    }

    private static Problem noteOfRun(String name) {
        return Problem.note(name, "is the folder of a run; what lies in it is not used");
    }

    /** A file by the name that its image is to have. */
    public record Named(String name, Path file) {}

    /**
     * Images of other places than a folder, whatever their files are called; sizes are those in the headers.
     *
     * @param name of all of them
     * @throws HualeException where none can be read, or two have the same name
     */
    public static Reading of(String name, List<Named> files) {
        Set<String> names = new HashSet<>();
        files.stream().filter(it -> !names.add(it.name())).findFirst().ifPresent(twice -> {
            throw new HualeException(name + ": image " + twice.name() + " is named twice");
        });
        return new Source(name, List.of()).read(files, PlainImages::look);
    }

    /** What images are read from, and what of it is not looked at. */
    private record Source(String name, List<Problem> leftOut) {

        private Reading read(List<Named> files, Function<Named, Looked> look) {
            Reading read = readAny(files, look);
            if (read.dataset().size() == 0) {
                throw new HualeException(name + ": no image that can be read"
                        + leftOut.stream().map(it -> "; " + it).collect(Collectors.joining()));
            }
            return read;
        }

        private Reading readAny(List<Named> files, Function<Named, Looked> look) {
            List<ImageRecord> records = new ArrayList<>();
            List<Problem> problems = new ArrayList<>(leftOut);
            files.parallelStream().map(look).forEachOrdered(looked -> {
                looked.record().ifPresent(records::add);
                problems.addAll(looked.problems());
            });
            return new Reading(new Dataset(name, new ClassNames(List.of()), records), problems);
        }
    }

    private record Looked(Optional<ImageRecord> record, List<Problem> problems) {}

    private static Looked lookIfImage(Named named) {
        return RelativePath.isImage(named.name())
                ? look(named)
                : new Looked(Optional.empty(), List.of(Problem.note(named.name(), ImageFolder.NO_IMAGE)));
    }

    private static Looked look(Named named) {
        Findings findings = new Findings();
        String where = "image " + named.name();
        Optional<ImageRecord> record = Optional.of(named.name())
                .filter(name -> findings.isListable(where, name))
                .flatMap(name -> ImageFiles.NEEDED.size(named.file(), where, findings))
                .map(size -> new ImageRecord(new ImageId(named.name()), named.file(), size, List.of()));
        return new Looked(record, findings.problems());
    }
}
