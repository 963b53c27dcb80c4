package org.huale.dataset.coco;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.ImageFiles;
import org.huale.dataset.file.RelativePath;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;

/** The usable images of a COCO file, in file order, found by their numbers. */
final class CocoImages {
    private final List<ImageRecord> images; // still without annotations
    private final long[] numbers;
    private final long[] sortedNumbers;
    private final int[] sortedPositions;
    private final Set<Long> leftOut;

    private CocoImages(List<ImageRecord> images, long[] numbers, Set<Long> leftOut) {
        this.images = images;
        this.numbers = numbers;
        this.leftOut = leftOut;
        this.sortedPositions = IntStream.range(0, numbers.length)
                .boxed()
                .sorted((a, b) -> Long.compare(numbers[a], numbers[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.sortedNumbers =
                Arrays.stream(sortedPositions).mapToLong(i -> numbers[i]).toArray();
    }

    /**
     * Where the images lie and how they are looked at.
     *
     * @param tame makes a relative path of a {@code file_name}
     */
    record Place(Path folder, String json, ImageFiles files, UnaryOperator<String> tame, CocoFiles known) {
        private static final CocoFiles.Found AS_WRITTEN = new CocoFiles.Found(List.of(), true);

        Place(Path folder, String json, ImageFiles files, UnaryOperator<String> tame) {
            this(folder, json, files, tame, new CocoFiles(folder));
        }

        private Located locate(CocoHeader.Image image) {
            String name = image.file();
            return name == null ? new Located("", AS_WRITTEN) : new Located(tame.apply(name), found(tame.apply(name)));
        }

        /** Where nobody needs the file, several that it may be are no reason to lose its image. */
        private CocoFiles.Found found(String name) {
            CocoFiles.Found found = known.find(name);
            return files.needed() || found.paths().size() < 2 ? found : AS_WRITTEN;
        }
    }

    /** Where the file of an image is. */
    private record Located(String written, CocoFiles.Found found) {

        /** The path below the folder that a file_name means; as written where none is found. */
        String path() {
            return found.only().orElse(written);
        }

        boolean isElsewhere() {
            return !found.asWritten() && found.only().isPresent();
        }
    }

    /**
     * Where the files of all images are.
     *
     * @param uses how many images have a path
     */
    private record Locations(List<Located> all, Map<String, Integer> uses) {

        static Locations of(List<CocoHeader.Image> stated, Place place) {
            List<Located> all = stated.stream().parallel().map(place::locate).toList();
            Map<String, Integer> uses = new HashMap<>();
            all.forEach(it -> uses.merge(it.path(), 1, Integer::sum));
            return new Locations(all, uses);
        }

        /** Why the file of an image cannot be told. */
        Optional<String> fault(int i) {
            Located it = all.get(i);
            if (it.found().paths().size() > 1) {
                return Optional.of("may be any of " + it.found().paths() + "; left out");
            }
            int others = uses.getOrDefault(it.path(), 1) - 1;
            return it.isElsewhere() && others > 0
                    ? Optional.of(
                            "is no file and may be '" + it.path() + "', as " + others + " other file_names; left out")
                    : Optional.empty();
        }
    }

    static CocoImages of(List<CocoHeader.Image> stated, Place place, Findings findings) {
        Locations locations = Locations.of(stated, place);
        requireIdsOfOne(stated, locations, place);
        List<Findings> each = stated.stream().map(image -> new Findings()).toList();
        List<Optional<ImageRecord>> usable = IntStream.range(0, stated.size())
                .parallel()
                .mapToObj(i -> image(stated.get(i), i, locations, place, each.get(i)))
                .toList();
        requireSome(stated, usable, each, place);
        each.forEach(findings::add);
        noteElsewhere(locations, usable, place, findings);
        return withoutRepeats(stated, usable, place, findings);
    }

    /** Annotations say nothing of their image but its id: where two share one, the first would get the boxes of both. */
    private static void requireIdsOfOne(List<CocoHeader.Image> stated, Locations locations, Place place) {
        Map<Long, String> paths = new HashMap<>();
        for (int i = 0; i < stated.size(); i++) {
            OptionalLong number = stated.get(i).number();
            String path = locations.all().get(i).path();
            String before = number.isPresent() ? paths.putIfAbsent(number.getAsLong(), path) : path;
            if (before != null && !before.equals(path)) {
                throw new HualeException(place.json() + ": images[" + i + "]: id " + number.getAsLong() + " is both '"
                        + shortened(before) + "' and '" + shortened(path) + "', so that nobody can tell whose the"
                        + " annotations are; each image needs an id of its own, in files that were joined, too");
            }
        }
    }

    /** With every image missing, the folder is wrong, not the images. */
    private static void requireSome(
            List<CocoHeader.Image> stated, List<Optional<ImageRecord>> usable, List<Findings> each, Place place) {
        boolean none = usable.stream().allMatch(Optional::isEmpty);
        if (!stated.isEmpty() && none) {
            throw new HualeException(place.json() + ": none of its " + stated.size() + " images can be used, looked in "
                    + place.folder() + " (" + each.get(0).problems().get(0)
                    + "); name the folder that file_name starts from: coco:ANNOTATIONS.json:IMAGES_DIR");
        }
    }

    private static void noteElsewhere(
            Locations locations, List<Optional<ImageRecord>> usable, Place place, Findings findings) {
        int[] elsewhere = IntStream.range(0, usable.size())
                .filter(i -> usable.get(i).isPresent() && locations.all().get(i).isElsewhere())
                .toArray();
        if (elsewhere.length > 0) {
            Located first = locations.all().get(elsewhere[0]);
            findings.note(
                    place.json(),
                    elsewhere.length + " file_names are no files below " + place.folder()
                            + "; their images were found by the end of the name, such as " + first.path() + " for '"
                            + shortened(first.written()) + "'");
        }
    }

    private static CocoImages withoutRepeats(
            List<CocoHeader.Image> stated, List<Optional<ImageRecord>> usable, Place place, Findings findings) {
        List<ImageRecord> images = new ArrayList<>();
        long[] numbers = new long[stated.size()];
        Set<Long> leftOut = new HashSet<>();
        Set<Long> accepted = new HashSet<>();
        Set<ImageId> seenIds = new HashSet<>();
        Map<ImageSize, ImageSize> sizes = new HashMap<>(); // a handful of different ones for 100,000 images
        for (int i = 0; i < usable.size(); i++) {
            String where = place.json() + ": images[" + i + "]";
            if (usable.get(i).isEmpty()) {
                stated.get(i).number().ifPresent(leftOut::add);
                continue;
            }
            ImageRecord image = usable.get(i).get();
            long number = stated.get(i).number().getAsLong();
            if (accepted.contains(number)) {
                findings.unusable(where, "image id " + number + " occurs before; " + image.id() + " left out");
            } else if (!seenIds.add(image.id())) {
                leftOut.add(number);
                findings.unusable(where, "file_name " + image.id() + " occurs before; left out with its objects");
            } else {
                accepted.add(number);
                numbers[images.size()] = number;
                ImageSize size = sizes.computeIfAbsent(image.size(), same -> same);
                images.add(new ImageRecord(image.id(), image.file(), size, List.of()));
            }
        }
        accepted.forEach(leftOut::remove);
        return new CocoImages(images, Arrays.copyOf(numbers, images.size()), leftOut);
    }

    private static Optional<ImageRecord> image(
            CocoHeader.Image stated, int index, Locations locations, Place place, Findings findings) {
        String where = place.json() + ": images[" + index + "]";
        String name = stated.file();
        if (stated.number().isEmpty() || name == null) {
            findings.unusable(where, "needs a whole number as id and a text as file_name; left out");
            return Optional.empty();
        }
        String relative = locations.all().get(index).path();
        Optional<Path> file = RelativePath.below(place.folder(), relative);
        Optional<String> fault = locations
                .fault(index)
                .or(() ->
                        file.isEmpty() ? Optional.of("is no path below the image folder; left out") : Optional.empty());
        if (fault.isPresent()) {
            findings.unusable(where, "file_name '" + shortened(name) + "' " + fault.get());
            return Optional.empty();
        }
        return existing(file.get(), place, where, findings)
                .flatMap(path -> (isSized(stated)
                                ? Bounds.imageSize(stated.width(), stated.height(), where, findings)
                                : place.files().size(path, where, findings))
                        .map(size -> new ImageRecord(new ImageId(relative), path, size, List.of())));
    }

    /** As written, with forward slashes. */
    static String relative(String name) {
        String slashed = name.replace('\\', '/'); // files written on Windows
        return slashed.startsWith("./") ? slashed.substring(2) : slashed;
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    private static Optional<Path> existing(Path file, Place place, String where, Findings findings) {
        if (!place.files().needed() || Files.isRegularFile(file)) {
            return Optional.of(file);
        }
        return place.files().missing(file, where + ": " + shortened(file.toString()), findings);
    }

    private static boolean isSized(CocoHeader.Image stated) {
        return !(isUnknown(stated.width()) || isUnknown(stated.height()));
    }

    /** Not stated, or by a tool that did not know it: VIA writes -1. */
    private static boolean isUnknown(double side) {
        return Double.isNaN(side) || side == 0 || side == -1;
    }

    int count() {
        return images.size();
    }

    ImageRecord get(int position) {
        return images.get(position);
    }

    /** Position of the image of a number, negative where there is none. */
    int position(long number) {
        int at = Arrays.binarySearch(sortedNumbers, number);
        return at < 0 ? -1 : sortedPositions[at];
    }

    /** True for images that are in the file but cannot be used. */
    boolean isLeftOut(long number) {
        return leftOut.contains(number);
    }

    long[] numbers() {
        return numbers;
    }
}
