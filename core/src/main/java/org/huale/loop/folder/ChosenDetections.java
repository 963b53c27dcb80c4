package org.huale.loop.folder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.loop.oracle.FilesOracle;

/** What the detectors that chose a run's images were rather sure to have found in them. */
record ChosenDetections(RunContents run) implements FilesOracle.Guesses {
    private static final double SURE = 0.5;

    @Override
    public Map<ImageId, List<Annotation>> of(Set<ImageId> images) {
        Map<ImageId, List<Annotation>> guesses = new HashMap<>();
        Optional<CycleFolder.Selected> selected = run.cycle(0).selection();
        for (int next = 1; selected.isPresent(); next++) {
            selected.get().chosen().stream()
                    .filter(it ->
                            it.original() != null && images.contains(it.score().image()))
                    .forEach(it -> guesses.put(it.score().image(), sure(Objects.requireNonNull(it.original()))));
            selected = run.cycle(next).selection();
        }
        return guesses;
    }

    private static List<Annotation> sure(Detections found) {
        return found.stream()
                .filter(it -> it.confidence() >= SURE)
                .map(it -> Annotation.of(it.box(), it.classIndex()))
                .toList();
    }
}
