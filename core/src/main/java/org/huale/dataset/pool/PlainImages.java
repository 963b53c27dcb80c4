package org.huale.dataset.pool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

/** Images that nobody has annotated: of a folder, subfolders included, or named one by one. */
public final class PlainImages {

    private PlainImages() {}

    /** What came of reading; files that are no images, or whose header cannot be read, are left out and reported. */
    public record Reading(Dataset dataset, List<Problem> problems) {

        public Reading {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Every file with the ending of an image, by its path below the folder with extension; sizes are those in the headers.
     *
     * @throws HualeException where the folder cannot be read or has no image
     */
    public static Reading read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new HualeException(folder + ": does not exist or is no folder");
        }
        return of(
                folder.toString(),
                ImageFolder.files(folder).stream()
                        .map(name -> new Named(name, folder.resolve(name)))
                        .toList(),
                PlainImages::lookIfImage);
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
        return of(name, files, PlainImages::look);
    }

    private static Reading of(String name, List<Named> files, Function<Named, Looked> look) {
        List<ImageRecord> records = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        files.parallelStream().map(look).forEachOrdered(looked -> {
            looked.record().ifPresent(records::add);
            problems.addAll(looked.problems());
        });
        if (records.isEmpty()) {
            throw new HualeException(name + ": no image that can be read");
        }
        return new Reading(new Dataset(name, new ClassNames(List.of()), records), problems);
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
