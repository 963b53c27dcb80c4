package org.huale.dataset.yolo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.ImageId;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.ImageFolder;
import org.huale.dataset.file.RelativePath;

/**
 * The label files of a split's images, and those in their folders that belong to no image at all: neither to one of the split
 * nor to one of another.
 *
 * @param root of the paths
 * @param images all of the split, as paths relative to it
 */
record YoloLabelFiles(Path root, List<String> images) {
    private static final Set<String> LISTS = Set.of("classes.txt", "labels.txt", "predefined_classes.txt");

    /** Where the account goes. */
    record Account(AnnotationAccount.Tally tally, Findings findings) {}

    /**
     * Counts them and lists images without a label file, and label files without an image.
     *
     * @param usable images by the paths of their files
     */
    void tell(Map<String, ImageId> usable, Account account) {
        List<String> bare = usable.keySet().stream()
                .filter(image -> !Files.isRegularFile(YoloReader.labels(root.resolve(image))))
                .toList();
        account.tally().used(usable.size() - bare.size());
        noteShared(usable.keySet(), account.findings());
        if (!bare.isEmpty() && bare.size() == usable.size()) {
            account.findings()
                    .note(
                            YoloReader.labels(bare.get(0)),
                            "none of the " + bare.size()
                                    + " images has a label file; they are looked for beside the image and,"
                                    + " where that lies in a folder images, in the folder labels beside that");
        }
        for (String image : bare) {
            account.tally().withoutFile(Objects.requireNonNull(usable.get(image)));
            account.findings().note(image, "has no label file " + YoloReader.labels(image));
        }
        for (String file : unused(account.findings())) {
            account.tally().unused(file);
            account.findings().unusable(file, "is the label file of no image; not used");
        }
    }

    /** Of images that differ in their extension only, nobody knows whose boxes they are. */
    private void noteShared(Set<String> images, Findings findings) {
        Map<String, List<String>> byFile = images.stream()
                .filter(image -> Files.isRegularFile(YoloReader.labels(root.resolve(image))))
                .collect(Collectors.groupingBy(this::labels, TreeMap::new, Collectors.toList()));
        byFile.forEach((file, shared) -> {
            if (shared.size() > 1) {
                findings.note(
                        file,
                        "is the label file of " + shared.size() + " images, which all get its boxes: "
                                + String.join(", ", shared));
            }
        });
    }

    private Set<String> unused(Findings findings) {
        Set<String> used =
                images.stream().map(this::labels).map(RelativePath::stem).collect(Collectors.toSet());
        Set<String> unused = new TreeSet<>(new StrayLabels(root, images).files());
        for (String folder : folders()) {
            ImageFolder beside = ImageFolder.of(root.resolve(imagesBeside(folder)));
            beside.noteOthers(imagesBeside(folder) + "/", findings);
            collect(folder, beside, used, unused);
        }
        return unused;
    }

    /** Relative to the root, as the images are. */
    private String labels(String image) {
        return RelativePath.slashed(root.relativize(YoloReader.labels(root.resolve(image))));
    }

    private void collect(String folder, ImageFolder beside, Set<String> used, Set<String> unused) {
        Path path = root.resolve(folder);
        List<String> files = Files.isDirectory(path) ? ImageFolder.files(path) : List.of();
        for (String file : files) {
            boolean label = RelativePath.hasExtension(file, "txt") && !isList(file);
            boolean free = !used.contains(folder + "/" + file)
                    && beside.images(RelativePath.withoutExtension(file)).isEmpty();
            if (label && free) {
                unused.add(folder + "/" + file);
            }
        }
    }

    /** Those named {@code labels} that the images' paths lead to. */
    private Set<String> folders() {
        return images.stream()
                .map(YoloLabelFiles::folder)
                .filter(folder -> !folder.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String folder(String image) {
        int at = ("/" + image).lastIndexOf("/images/");
        return at < 0 ? "" : image.substring(0, at) + "labels";
    }

    private static String imagesBeside(String labels) {
        return labels.substring(0, labels.length() - "labels".length()) + "images";
    }

    /** Of class names, beside label files. */
    static boolean isList(String file) {
        return LISTS.contains(RelativePath.name(file));
    }
}
