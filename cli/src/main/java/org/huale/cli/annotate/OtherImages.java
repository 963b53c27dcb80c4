package org.huale.cli.annotate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.RelativePath;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.web.session.Beginning;

/**
 * Images that are none of a run's own, in its folder or in the place where one was begun. What goes on there may start programs that
 * its configuration names, and images may come from anybody: in a folder of HUALE's there are none of them.
 */
final class OtherImages {
    /** Of phones and cameras; not read. */
    private static final Set<String> OTHER_PHOTOS = Set.of(
            ".heic", ".heif", ".avif", ".jfif", ".jpe", ".jp2", ".jxl", ".dng", ".cr2", ".cr3", ".nef", ".arw", ".orf",
            ".rw2", ".raf");

    private OtherImages() {}

    /** @throws HualeException where there are any beside what a run goes on with */
    static void refuse(Path place) {
        if (RunFolder.holdsRun(place)) {
            refuse(place, "config.json");
        } else if (Beginning.isBegun(place)) {
            refuse(place, "label.json");
        }
    }

    private static void refuse(Path place, String beside) {
        in(place).ifPresent(image -> {
            throw new HualeException(place + ": holds images, such as " + image + ", beside " + beside
                    + ", which may start programs. To label the images, move them into a folder of their own; to continue"
                    + " the run, take the images out");
        });
    }

    /** One in a folder or below it, and in none of the run's own folders; the run is here, or in the folder for it. */
    static Optional<Path> in(Path place) {
        return RunFolder.holdsRun(place)
                ? in(place, RunFolder::isOwnFolder)
                : in(place, Beginning.RUN::equals).or(() -> in(place.resolve(Beginning.RUN), RunFolder::isOwnFolder));
    }

    /** @param own says by a name what is not looked into, where another process may be at work */
    private static Optional<Path> in(Path folder, Predicate<String> own) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Predicate<String> isOther = own.or(ImageFolder::isHidden).negate();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(it -> isOther.test(it.getFileName().toString()))
                    .flatMap(OtherImages::images)
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            throw new HualeException(folder + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    /** The file itself where it is one, all in it where it is a folder. */
    private static Stream<Path> images(Path file) {
        Stream<Path> files =
                Files.isDirectory(file) ? ImageFolder.files(file).stream().map(file::resolve) : Stream.of(file);
        return files.filter(it -> isImage(it.toString()));
    }

    private static boolean isImage(String file) {
        return RelativePath.isImage(file)
                || OTHER_PHOTOS.contains(RelativePath.extension(file).toLowerCase(Locale.ROOT));
    }
}
