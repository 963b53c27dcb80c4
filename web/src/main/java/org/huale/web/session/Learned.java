package org.huale.web.session;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.huale.dataset.Annotation;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.InboxRequest;

/**
 * What the newest detector learned from: all that requests brought which are closed, but for the images to measure by.
 *
 * @param boxes by the name of the class, in the order of the classes that were asked for last; a class without any has 0
 */
record Learned(int images, Map<String, Integer> boxes) {
    private static final int MOST_NAMED = 3;

    static Learned of(Inbox inbox) {
        List<InboxRequest> closed = inbox.requests().all().stream()
                .filter(it -> it.completed().isPresent() && !Measuring.isKey(it.key()))
                .toList();
        Map<String, Integer> boxes = new LinkedHashMap<>();
        if (!closed.isEmpty()) {
            closed.get(closed.size() - 1).classes().names().forEach(it -> boxes.put(it, 0));
        }
        int images = 0;
        for (InboxRequest request : closed) {
            var annotations = inbox.images().finished(request.key()).annotations();
            images += annotations.size();
            annotations.values().forEach(of -> count(of, request, boxes));
        }
        return new Learned(images, boxes);
    }

    /** Names that are no class any more, because they were renamed or merged, are passed over. */
    private static void count(List<Annotation> annotations, InboxRequest request, Map<String, Integer> boxes) {
        for (Annotation annotation : annotations) {
            boxes.computeIfPresent(request.classes().names().get(annotation.classIndex()), (name, count) -> count + 1);
        }
    }

    /** The classes with fewer than half as many boxes as a class has on average, at most three, in a sentence. */
    Optional<String> shortage() {
        double mean =
                boxes.values().stream().mapToInt(Integer::intValue).average().orElse(0);
        String classes = boxes.entrySet().stream()
                .filter(it -> it.getValue() < mean / 2)
                .sorted(Comparator.comparingInt(Map.Entry::getValue))
                .limit(MOST_NAMED)
                .map(it -> it.getKey() + " (" + it.getValue() + ")")
                .collect(Collectors.joining(", "));
        return classes.isEmpty()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT, "Few boxes so far: %s; %.0f is the average of a class.", classes, mean));
    }
}
