package org.huale.dataset.voc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.RelativePath;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;

/**
 * Where a VOC data set keeps its files: a year folder of a VOCdevkit, the devkit around a single one, folders
 * {@code images} and {@code annotations}, or XML files beside their images.
 *
 * @param folder of the whole
 * @param annotations of the XML files
 * @param images the same where XML files lie beside images
 */
record VocLayout(Path folder, VocXmls annotations, Path images) {
    private static final String ANNOTATIONS = "Annotations";
    private static final String IMAGES = "JPEGImages";
    private static final List<String> ANNOTATION_FOLDERS =
            List.of(ANNOTATIONS, "annotations/xmls", "annotations", "xmls", "xml");
    private static final List<String> IMAGE_FOLDERS = List.of(IMAGES, "images", "Images", "imgs", "img");
    private static final List<String> LIST_FOLDERS = List.of("ImageSets/Main", "ImageSets", "");

    VocLayout(Path folder, Path annotations, Path images) {
        this(folder, new VocXmls(annotations), images);
    }

    /** @throws HualeException where the folder holds no data set, or several */
    static VocLayout of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new HualeException(folder + ": does not exist; a VOC folder is needed here");
        }
        return inFolders(folder)
                .or(() -> inDevkit(folder))
                .or(() -> withoutAnnotations(folder))
                .orElseGet(() -> beside(folder));
    }

    /** That of a folder as HUALE writes it, whether or not anything is there yet. */
    static VocLayout written(Path folder) {
        return new VocLayout(folder, folder.resolve(ANNOTATIONS), folder.resolve(IMAGES));
    }

    private static Optional<VocLayout> inFolders(Path folder) {
        return ANNOTATION_FOLDERS.stream()
                .map(folder::resolve)
                .filter(Files::isDirectory)
                .findFirst()
                .map(annotations -> new VocLayout(folder, annotations, images(folder, annotations)));
    }

    /** Beside the folder of annotations or, where there is no such folder, in it. */
    private static Path images(Path folder, Path annotations) {
        return IMAGE_FOLDERS.stream()
                .map(folder::resolve)
                .filter(Files::isDirectory)
                .findFirst()
                .orElseGet(() ->
                        holdsImages(annotations) ? annotations : holdsImages(folder) ? folder : folder.resolve(IMAGES));
    }

    private static boolean holdsImages(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> RelativePath.isImage(file.toString()));
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be listed: " + FileFaults.reason(e), e);
        }
    }

    /** Images that nobody has annotated yet. */
    private static Optional<VocLayout> withoutAnnotations(Path folder) {
        Path images = folder.resolve(IMAGES);
        return Files.isDirectory(images)
                ? Optional.of(new VocLayout(folder, folder.resolve(ANNOTATIONS), images))
                : Optional.empty();
    }

    private static Optional<VocLayout> inDevkit(Path folder) {
        List<Path> years = years(folder);
        if (years.size() > 1) {
            throw new HualeException(folder + ": holds several VOC folders; name one of "
                    + years.stream().map(Path::toString).collect(Collectors.joining(", "))
                    + ", or several joined by +");
        }
        return years.isEmpty() ? Optional.empty() : inFolders(years.get(0));
    }

    private static List<Path> years(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.flatMap(child -> Stream.of(child, child.resolve("VOC2007"), child.resolve("VOC2012")))
                    .filter(child -> Files.isDirectory(child.resolve(ANNOTATIONS)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be listed: " + FileFaults.reason(e), e);
        }
    }

    private static VocLayout beside(Path folder) {
        if (ImageFolder.files(folder).stream().noneMatch(file -> RelativePath.hasExtension(file, "xml"))) {
            throw new HualeException(folder + ": no folder " + ANNOTATIONS
                    + " and no XML file in it; annotations of VOC are" + " needed here");
        }
        return new VocLayout(folder, folder, folder);
    }

    /** The file that lists a split; where there is none, where it should be. */
    Path list(String split) {
        List<Path> places = LIST_FOLDERS.stream()
                .map(folder::resolve)
                .flatMap(lists -> RelativePath.below(lists, split + ".txt").stream())
                .toList();
        if (places.isEmpty()) {
            throw new HualeException("split '" + split + "' is not a name of a file in " + lists());
        }
        return places.stream().filter(Files::isRegularFile).findFirst().orElse(places.get(0));
    }

    /** Where lists of splits usually are. */
    Path lists() {
        return folder.resolve(LIST_FOLDERS.get(0));
    }

    /** A folder that is called as a split is one, as Roboflow writes them. */
    Optional<VocLayout> folderOf(String split) {
        return RelativePath.below(folder, split).filter(Files::isDirectory).map(VocLayout::of);
    }

    /** The place of an annotation file in messages. */
    String xml(String id) {
        return xmlFile(annotations.name(id));
    }

    /** The same of a path below the folder of annotations. */
    String xmlFile(String name) {
        return shown(annotations.folder()) + name;
    }

    /** The place of an image in messages. */
    String image(String id) {
        return shown(images) + id;
    }

    private String shown(Path part) {
        return part.equals(folder) ? "" : RelativePath.slashed(folder.relativize(part)) + "/";
    }
}
