package org.huale.dataset.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;

/**
 * Several data sets as one, some images of which are known by the ids that they had before. They keep these, whatever came to a part
 * since: either all ids have the numbers of the parts or none has. Without numbers an id can be that of one image alone.
 *
 * @param parts in their order
 * @param known ids of before, with numbers where they had some
 */
public record KnownUnion(List<Dataset> parts, Set<ImageId> known) {

    /** @param leftOut images that are not in the data set, as others in it have their ids; a line about each */
    public record Joined(Dataset dataset, List<String> leftOut) {}

    public KnownUnion {
        parts = List.copyOf(parts);
        known = Set.copyOf(known);
    }

    /** Known ids that several parts have by now, with the names of these, so that one does not see of which part the known image is. */
    public List<String> doubtful() {
        Map<ImageId, List<String>> names = new TreeMap<>();
        if (!isNumbered()) {
            for (Dataset part : parts) {
                part.images().stream()
                        .map(ImageRecord::id)
                        .filter(known::contains)
                        .forEach(id -> names.computeIfAbsent(id, it -> new ArrayList<>())
                                .add(part.name()));
            }
        }
        return names.entrySet().stream()
                .filter(it -> it.getValue().size() > 1)
                .map(it -> it.getKey() + " of " + String.join(" and of ", it.getValue()))
                .toList();
    }

    /**
     * Of images of one id that are not known, that of the first part is taken.
     *
     * @param preferred position of the part whose images are the known ones where others have their ids, too
     * @throws org.huale.problem.HualeException where classes differ
     */
    public Joined joined(int preferred) {
        return isNumbered()
                ? new Joined(DatasetUnion.joined(parts, true), List.of())
                : withoutNumbers(owners(preferred));
    }

    /** @param owners whose image is taken, by its id */
    private Joined withoutNumbers(Map<ImageId, Integer> owners) {
        List<Dataset> own = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Dataset part = parts.get(i);
            List<ImageRecord> images = new ArrayList<>();
            for (ImageRecord image : part.images()) {
                int owner = owners.getOrDefault(image.id(), i);
                if (owner == i) {
                    images.add(image);
                } else {
                    leftOut.add(line(image, part, parts.get(owner)));
                }
            }
            own.add(new Dataset(part.name(), part.classes(), images));
        }
        return new Joined(DatasetUnion.joined(own, false), List.copyOf(leftOut));
    }

    private static String line(ImageRecord image, Dataset part, Dataset owner) {
        return image.id() + " of " + part.name() + " has the id of an image of " + owner.name() + "; rename it";
    }

    /** Positions of parts by the ids of images. */
    private Map<ImageId, Integer> owners(int preferred) {
        Map<ImageId, Integer> owners = new HashMap<>();
        for (ImageRecord image : parts.get(preferred).images()) {
            if (known.contains(image.id())) {
                owners.put(image.id(), preferred);
            }
        }
        for (int i = 0; i < parts.size(); i++) {
            for (ImageRecord image : parts.get(i).images()) {
                owners.putIfAbsent(image.id(), i);
            }
        }
        return owners;
    }

    /** As most known ids are: some images may be gone, and an id without a number may begin as one with a number does. */
    private boolean isNumbered() {
        return count(true) > count(false);
    }

    /** Known ids that images have with numbers, or without. */
    private long count(boolean numbered) {
        return IntStream.range(0, parts.size())
                .mapToObj(part -> ids(part, numbered))
                .flatMap(ids -> ids)
                .filter(known::contains)
                .distinct()
                .count();
    }

    private Stream<ImageId> ids(int part, boolean numbered) {
        return parts.get(part).images().stream()
                .map(image -> numbered ? DatasetUnion.numbered(image.id(), part) : image.id());
    }
}
