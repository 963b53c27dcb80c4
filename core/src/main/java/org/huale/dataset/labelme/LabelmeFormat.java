package org.huale.dataset.labelme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huale.dataset.ClassList;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.FlatNames;
import org.huale.dataset.drawn.DrawnFile;
import org.huale.dataset.drawn.DrawnFinished;
import org.huale.dataset.drawn.DrawnImage;
import org.huale.dataset.drawn.DrawnReading;
import org.huale.dataset.drawn.Losses;
import org.huale.dataset.drawn.Source;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.ImageFiles;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.JsonShape;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.TargetFolder;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/** {@code labelme:DIR}: a folder in which each annotated image has a JSON file of its name. */
public final class LabelmeFormat implements DatasetFormat {
    private static final String JSON = "json";
    private static final int LOOKED_AT = 5_000; // files of a folder that may be anything

    @Override
    public String prefix() {
        return "labelme";
    }

    @Override
    public String title() {
        return "labelme";
    }

    @Override
    public String form() {
        return "labelme:DIR";
    }

    @Override
    public int cut(String rest) {
        return -1;
    }

    @Override
    public boolean resembles(Path path) {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(path, 2)) {
            return files.limit(LOOKED_AT).anyMatch(file -> isMine(path, RelativePath.slashed(path.relativize(file))));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static boolean isMine(Path folder, String file) {
        if (!RelativePath.hasExtension(file, JSON)) {
            return false;
        }
        JsonShape shape = JsonShape.of(folder.resolve(file));
        return !shape.list() && shape.keys().contains("shapes");
    }

    @Override
    public DatasetReading read(DatasetLocator locator, ImageFiles images) {
        Path folder = locator.path();
        if (!Files.isDirectory(folder)) {
            throw new HualeException(folder + ": no such folder; one of labelme's files is needed here");
        }
        Findings findings = new Findings();
        List<DrawnImage> drawn = new ArrayList<>();
        for (String file : ImageFolder.files(folder)) {
            if (RelativePath.hasExtension(file, JSON)) {
                image(folder, file, findings).ifPresent(drawn::add);
            }
        }
        if (drawn.isEmpty()) {
            throw new HualeException(folder + ": holds no file of labelme, which are JSON with the key 'shapes'");
        }
        DrawnFile all = new DrawnFile(drawn);
        ClassNames classes = ClassList.of(folder).orElseGet(all::usedClasses);
        return new DrawnReading("labelme:" + folder, all, classes, findings).of(folder, images);
    }

    private static Optional<DrawnImage> image(Path folder, String file, Findings findings) {
        if (!isMine(folder, file)) {
            findings.note(file, "has no key 'shapes', so it is no file of labelme; passed over");
            return Optional.empty();
        }
        try {
            return Optional.of(new LabelmeReader(Source.within(folder, file, findings)).read());
        } catch (HualeException e) {
            findings.unusable(file, e.getMessage() + "; left out");
            return Optional.empty();
        }
    }

    @Override
    public DatasetLocator target(DatasetLocator wanted) {
        return wanted;
    }

    @Override
    public List<Problem> write(
            DatasetReading reading, DatasetLocator target, Existing existing, Runnable imageWritten) {
        TargetFolder folder = new TargetFolder(target.path(), existing, imageWritten);
        new LabelmeWriter(folder).write(reading.dataset(), image -> true);
        return Stream.concat(
                        folder.removeFormer(file -> isOfLabelme(target.path(), file)).stream(),
                        Losses.of(title(), reading.dataset()).area().blanksAroundNames().list().stream())
                .toList();
    }

    /** A file of labelme, or an image that has one. */
    private static boolean isOfLabelme(Path folder, String file) {
        return isMine(folder, file) || isMine(folder, RelativePath.stem(file) + "." + JSON);
    }

    @Override
    public void handOut(Dataset images, Path folder) {
        TargetFolder target = new TargetFolder(folder, Existing.HANDED_OUT, () -> {});
        new LabelmeWriter(target).write(images, image -> !image.annotations().isEmpty());
    }

    @Override
    public boolean isFinished(Path folder, String file, FlatNames names) {
        return isMine(folder, file);
    }

    @Override
    public boolean isOneFile() {
        return false;
    }

    @Override
    public String imageWithoutObjects() {
        return "a saved file without shapes";
    }

    @Override
    public void readFinished(Path folder, List<String> files, FinishedAnnotations into) {
        for (String file : files) {
            if (isMine(folder, file)) {
                into.guarded(file, () -> {
                    Source source = Source.within(folder, file, into.findings());
                    new DrawnFinished(into).take(new DrawnFile(List.of(new LabelmeReader(source).read())));
                });
            }
        }
    }
}
