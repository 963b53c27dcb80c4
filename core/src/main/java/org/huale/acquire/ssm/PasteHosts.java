package org.huale.acquire.ssm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageRecord;

/** Labeled images by what is not in them. */
final class PasteHosts {

    private PasteHosts() {}

    /** For each class of the detector the labeled images without an object of it, by ascending id. */
    static List<List<ImageRecord>> byAbsentClass(Dataset labeled, ClassNames classes) {
        List<ImageRecord> ascending = labeled.images().stream()
                .sorted(Comparator.comparing(ImageRecord::id))
                .toList();
        List<Set<String>> present = ascending.stream()
                .map(image -> present(image, labeled.classes()))
                .toList();
        List<List<ImageRecord>> hosts = new ArrayList<>();
        for (String name : classes.names()) {
            hosts.add(IntStream.range(0, ascending.size())
                    .filter(i -> !present.get(i).contains(name))
                    .mapToObj(ascending::get)
                    .toList());
        }
        return hosts;
    }

    private static Set<String> present(ImageRecord image, ClassNames classes) {
        return image.annotations().stream()
                .map(annotation -> classes.name(annotation.classIndex()))
                .collect(Collectors.toSet());
    }

    /** Different ones with equal chances, by ascending id; all where there are no more. */
    static List<ImageRecord> drawn(List<ImageRecord> hosts, int count, SplittableRandom random) {
        Set<Integer> indices = new TreeSet<>();
        if (hosts.size() <= count) {
            IntStream.range(0, hosts.size()).forEach(indices::add);
        }
        while (indices.size() < Math.min(count, hosts.size())) {
            indices.add(random.nextInt(hosts.size()));
        }
        return indices.stream().map(hosts::get).toList();
    }
}
