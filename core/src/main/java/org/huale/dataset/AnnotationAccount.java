package org.huale.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of the annotations of a data set: no image and no annotation file is missing from it.
 *
 * @param all images that can be looked at, also those that nobody has annotated and those whose annotations cannot be used
 * @param withoutFile images that have no annotation file, where each should have one
 * @param unannotated those of {@code all} that nothing can be learned from, as nobody has annotated them
 * @param lost how many annotations of an image could not be used, where any could not
 * @param used annotation files that belong to an image
 * @param unused annotation files that belong to none, as paths in messages
 */
public record AnnotationAccount(
        Dataset all,
        Set<ImageId> withoutFile,
        Set<ImageId> unannotated,
        Map<ImageId, Integer> lost,
        int used,
        List<String> unused) {

    public AnnotationAccount {
        withoutFile = Set.copyOf(withoutFile);
        unannotated = Set.copyOf(unannotated);
        lost = Map.copyOf(lost);
        unused = List.copyOf(unused);
    }

    /** The same of images that were changed: their names, sizes, boxes or classes. */
    AnnotationAccount with(Dataset changed) {
        return new AnnotationAccount(changed, withoutFile, unannotated, lost, used, unused);
    }

    /** Of a data set all of which is annotated in one file, and all usable. */
    public static AnnotationAccount of(Dataset dataset) {
        return new Tally().account(dataset);
    }

    /** Collects the account while a data set is read. Not safe for many threads. */
    public static final class Tally {
        private final Set<ImageId> withoutFile = new HashSet<>();
        private final Set<ImageId> unannotated = new HashSet<>();
        private final Map<ImageId, Integer> lost = new HashMap<>();
        private final List<String> unused = new ArrayList<>();
        private int used;

        /** The image has no annotation file, which says that it has no objects. */
        public void withoutFile(ImageId image) {
            withoutFile.add(image);
        }

        /** The image has no annotation file, and nobody knows what is in it. */
        public void unannotated(ImageId image) {
            withoutFile.add(image);
            unannotated.add(image);
        }

        /** @param count of the image's annotations that cannot be used; none changes nothing */
        public void lost(ImageId image, int count) {
            if (count > 0) {
                lost.merge(image, count, Integer::sum);
            }
        }

        public void used(int files) {
            used += files;
        }

        /** An annotation file that belongs to no image. */
        public void unused(String file) {
            unused.add(file);
        }

        /** @param all images that can be looked at */
        public AnnotationAccount account(Dataset all) {
            return new AnnotationAccount(all, withoutFile, unannotated, lost, used, unused);
        }
    }

    /** The images that can be learned from: annotated, and with a usable annotation wherever there is one at all. */
    Dataset learnable() {
        List<ImageRecord> images =
                all.images().stream().filter(this::isLearnable).toList();
        return images.size() == all.size() ? all : new Dataset(all.name(), all.classes(), images);
    }

    private boolean isLearnable(ImageRecord image) {
        return !(unannotated.contains(image.id()) || isWhollyLost(image));
    }

    private boolean isWhollyLost(ImageRecord image) {
        return image.annotations().isEmpty() && lost.containsKey(image.id());
    }

    /**
     * The account in numbers.
     *
     * @param images that can be looked at
     * @param withBoxes those with a usable annotation
     * @param withoutObjects those that are annotated as having none
     * @param unannotated those that nobody has annotated
     * @param unusable those all of whose annotations cannot be used
     * @param withoutFile those that have no annotation file, where each should have one
     * @param lost annotations that cannot be used
     * @param files annotation files of these images
     * @param unusedFiles annotation files that belong to none
     */
    public record Counts(
            int images,
            int withBoxes,
            int withoutObjects,
            int unannotated,
            int unusable,
            int withoutFile,
            int lost,
            int files,
            int unusedFiles) {

        /** Whether everything that is there can be used. */
        public boolean isClean() {
            return unannotated == 0 && lost == 0 && withoutFile == 0 && unusedFiles == 0;
        }

        /** In a line for the log. */
        public String words() {
            List<String> parts = new ArrayList<>();
            parts.add(counted(images, "image") + ": " + withBoxes + " with boxes");
            int silent = withoutFile - unannotated;
            parts.add(withoutObjects + " without objects"
                    + (silent == 0 ? "" : " (" + silent + " of them without an annotation file)"));
            say(unannotated, " not annotated", parts);
            say(unusable, " whose annotations are all unusable", parts);
            say(lost, lost == 1 ? " annotation unusable" : " annotations unusable", parts);
            say(
                    unusedFiles,
                    unusedFiles == 1 ? " annotation file of no image" : " annotation files of no image",
                    parts);
            return String.join(", ", parts);
        }

        private static void say(int count, String what, List<String> parts) {
            if (count > 0) {
                parts.add(count + what);
            }
        }

        private static String counted(int count, String what) {
            return count + " " + what + (count == 1 ? "" : "s");
        }
    }

    public Counts counts() {
        int boxes = (int) all.images().stream()
                .filter(image -> !image.annotations().isEmpty())
                .count();
        int wholly = (int) all.images().stream().filter(this::isWhollyLost).count();
        return new Counts(
                all.size(),
                boxes,
                all.size() - boxes - wholly - unannotated.size(),
                unannotated.size(),
                wholly,
                withoutFile.size(),
                lost.values().stream().mapToInt(Integer::intValue).sum(),
                used,
                unused.size());
    }
}
