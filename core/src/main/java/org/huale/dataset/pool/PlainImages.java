package org.huale.dataset.pool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** A folder of images that nobody has annotated, subfolders included. */
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
        List<Looked> looked = ImageFolder.files(folder).parallelStream()
                .map(name -> look(folder, name))
                .toList();
        List<ImageRecord> records = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Looked one : looked) {
            one.record().ifPresent(records::add);
            problems.addAll(one.findings().problems());
        }
        if (records.isEmpty()) {
            throw new HualeException(folder + ": no image that can be read");
        }
        return new Reading(new Dataset(folder.toString(), new ClassNames(List.of()), records), problems);
    }

    private record Looked(Optional<ImageRecord> record, Findings findings) {}

    private static Looked look(Path folder, String name) {
        Findings findings = new Findings();
        if (!RelativePath.isImage(name)) {
            findings.note(name, ImageFolder.NO_IMAGE);
            return new Looked(Optional.empty(), findings);
        }
        Path file = folder.resolve(name);
        Optional<ImageRecord> record = ImageFiles.NEEDED
                .size(file, "image " + name, findings)
                .map(size -> new ImageRecord(new ImageId(name), file, size, List.of()));
        return new Looked(record, findings);
    }
}
