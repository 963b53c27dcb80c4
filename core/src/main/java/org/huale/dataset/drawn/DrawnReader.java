package org.huale.dataset.drawn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.drawn.ImageLookup.Located;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.file.Findings;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;

/**
 * Makes a data set of what people drew. An image that nobody has annotated belongs to pools only, as it would pass for one without objects.
 */
record DrawnReader(ImageLookup lookup, Findings findings) {

    /**
     * @param name of the data set
     * @param classes of it
     * @throws HualeException where the file has images and none can be used
     */
    DatasetReading read(String name, DrawnFile file, ClassNames classes) {
        List<DrawnImage> stated = file.images();
        List<Findings> each = stated.stream().map(image -> findings.forPart()).toList();
        List<Optional<ImageRecord>> images = images(stated, classes, each);
        requireSome(name, images, each);
        each.forEach(findings::add);
        findings.noteCounted(name);
        noteUnclear(name, stated);
        Map<ImageId, Integer> kept = kept(stated, images);
        Dataset dataset = new Dataset(name, classes, withoutRepeats(stated, images, kept));
        return DatasetReading.of(
                tally(stated, each, kept).account(dataset), CocoNumbering.ofPositions(dataset), findings);
    }

    private List<Optional<ImageRecord>> images(List<DrawnImage> stated, ClassNames classes, List<Findings> each) {
        List<Optional<Located>> found = inParallel(stated.size(), i -> find(stated.get(i), each.get(i)));
        Set<ImageId> named = named(stated, found);
        return inParallel(
                stated.size(),
                i -> found.get(i)
                        .filter(it -> isFree(it, named, stated.get(i), each.get(i)))
                        .flatMap(it -> image(stated.get(i), it, classes, each.get(i))));
    }

    /** The images that an entry on which somebody has worked names by their path. */
    private static Set<ImageId> named(List<DrawnImage> stated, List<Optional<Located>> found) {
        return IntStream.range(0, stated.size())
                .filter(i -> !isUntouched(stated.get(i)))
                .mapToObj(found::get)
                .flatMap(Optional::stream)
                .filter(Located::isAsStated)
                .map(Located::id)
                .collect(Collectors.toSet());
    }

    private static <T> List<T> inParallel(int count, IntFunction<T> work) {
        return IntStream.range(0, count).parallel().mapToObj(work).toList();
    }

    private Optional<Located> find(DrawnImage image, Findings own) {
        if (isUntouched(image)) {
            own.note(image.where(), "image '" + image.name() + "' has no annotations yet; nothing is learned from it");
        }
        return lookup.find(image, own);
    }

    /**
     * An image that another entry names by its path is that one's, whichever stands first. Where nobody has worked on one of the
     * two there is nothing to mix up, and the other one counts.
     */
    private static boolean isFree(Located found, Set<ImageId> named, DrawnImage image, Findings own) {
        boolean another = !found.isAsStated() && !isUntouched(image) && named.contains(found.id());
        if (another) {
            own.unusable(
                    image.where(),
                    "image '" + image.name() + "' is no file and may be '" + found.id()
                            + "', which another entry names; left out");
        }
        return !another;
    }

    private static boolean isUntouched(DrawnImage image) {
        return image.progress() == DrawnImage.Progress.UNTOUCHED;
    }

    /** Where each image stands that counts: first where somebody has annotated it, or else where it stands first. */
    private static Map<ImageId, Integer> kept(List<DrawnImage> stated, List<Optional<ImageRecord>> images) {
        Map<ImageId, Integer> kept = new HashMap<>();
        for (int i = 0; i < images.size(); i++) {
            int here = i;
            images.get(i)
                    .ifPresent(image -> kept.merge(
                            image.id(),
                            here,
                            (first, later) ->
                                    isUntouched(stated.get(first)) && !isUntouched(stated.get(later)) ? later : first));
        }
        return kept;
    }

    private static AnnotationAccount.Tally tally(
            List<DrawnImage> stated, List<Findings> each, Map<ImageId, Integer> kept) {
        AnnotationAccount.Tally tally = new AnnotationAccount.Tally();
        tally.used(1);
        kept.forEach((image, i) -> {
            tally.lost(image, each.get(i).counts().dropped());
            if (isUntouched(stated.get(i))) {
                tally.unannotated(image);
            }
        });
        return tally;
    }

    private Optional<ImageRecord> image(DrawnImage image, Located found, ClassNames classes, Findings own) {
        if (found.isElsewhere()) {
            own.count("images lie in other folders than the file says; they were found by their names");
        }
        return size(image, found, own)
                .map(size -> new ImageRecord(
                        found.id(),
                        found.file(),
                        size,
                        new DrawnObjects(classes, size, own).annotations(image.objects())));
    }

    private Optional<ImageSize> size(DrawnImage image, Located located, Findings own) {
        return image.sides().areStated()
                ? Bounds.imageSize(image.sides().width(), image.sides().height(), image.where(), own)
                : lookup.files().size(located.file(), image.where(), own);
    }

    /** With every image missing, the folder is wrong, not the images. */
    private void requireSome(String name, List<Optional<ImageRecord>> images, List<Findings> each) {
        if (!images.isEmpty() && images.stream().allMatch(Optional::isEmpty)) {
            throw new HualeException(name + ": none of its " + images.size() + " images can be used, looked in "
                    + lookup.folder() + " (" + firstObstacle(each)
                    + "); name the folder of the images after another colon, or put them beside the file");
        }
    }

    /** Every image that cannot be used says why; a note before that, such as that nobody has annotated it, is no reason. */
    private static Problem firstObstacle(List<Findings> each) {
        return each.stream()
                .flatMap(own -> own.problems().stream())
                .filter(problem -> problem.severity() == Problem.Severity.UNUSABLE)
                .findFirst()
                .orElseThrow();
    }

    private List<ImageRecord> withoutRepeats(
            List<DrawnImage> stated, List<Optional<ImageRecord>> images, Map<ImageId, Integer> kept) {
        List<ImageRecord> records = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            if (images.get(i).isPresent()) {
                ImageRecord image = images.get(i).get();
                int counts = Objects.requireNonNull(kept.get(image.id()));
                if (counts == i) {
                    records.add(image);
                } else {
                    tellOfRepeat(image.id(), stated.get(i), stated.get(counts));
                }
            }
        }
        return records;
    }

    private void tellOfRepeat(ImageId image, DrawnImage repeat, DrawnImage kept) {
        if (isUntouched(repeat)) {
            findings.note(repeat.where(), "image " + image + " occurs in " + kept.where() + ", too, which counts");
        } else {
            findings.unusable(repeat.where(), "image " + image + " occurs before; left out with its objects");
        }
    }

    private void noteUnclear(String name, List<DrawnImage> stated) {
        long unclear = stated.stream().filter(DrawnImage::isUnclear).count();
        if (unclear > 0) {
            findings.note(
                    name,
                    unclear + " of " + stated.size() + " images have no objects, and the file does not say whether"
                            + " anybody has looked at them; taken for images without objects");
        }
    }
}
