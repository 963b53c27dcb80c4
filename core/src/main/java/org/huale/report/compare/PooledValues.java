package org.huale.report.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.huale.report.curve.Arm;
import org.huale.report.curve.Arms;
import org.huale.report.curve.DistinctNames;

/** What the runs on several data sets, with several losses, say to one question. */
public final class PooledValues {
    private final Question question;
    private final DistinctNames<Question.Side> names;
    private final Map<String, List<PairedValues>> byDataset = new LinkedHashMap<>();
    private final Set<Loss> losses = new HashSet<>();

    /** Those that people changed all have one name, and are told apart by their settings. */
    private record Loss(String name, Map<String, String> settings) {

        String words() {
            return name + Arms.words(settings);
        }
    }

    /** @param names of what is compared, by which no two are called alike */
    PooledValues(Question question, DistinctNames<Question.Side> names) {
        this.question = question;
        this.names = names;
    }

    void add(Pairing pairing, PairedValues values) {
        Arm arm = pairing.arm().arm();
        byDataset.computeIfAbsent(arm.dataset(), name -> new ArrayList<>()).add(values);
        losses.add(new Loss(arm.loss(), arm.settingsOfLoss()));
    }

    boolean ofLoss() {
        return question.ofLoss();
    }

    boolean hasSeveralLosses() {
        return losses.size() > 1;
    }

    /** Whether there is a unit on the data set. */
    boolean isOn(String dataset) {
        return byDataset.getOrDefault(dataset, List.of()).stream()
                .anyMatch(it -> !it.units().isEmpty());
    }

    /** All units, under the label of the arm or, of several losses, one that names them. */
    PairedValues together() {
        List<PairedValues.Unit> all = units().stream().flatMap(List::stream).toList();
        PairedValues first = byDataset.values().iterator().next().get(0);
        return hasSeveralLosses()
                ? new PairedValues(overLosses(question.arm()), overLosses(question.reference()), all)
                : new PairedValues(first.arm(), first.reference(), all);
    }

    private String overLosses(Question.Side side) {
        String all = losses.stream().map(Loss::words).sorted().collect(Collectors.joining(", "));
        return names.of(side, side.words()) + " (mean over " + all + ")";
    }

    /** The differences of the units of each data set. */
    List<double[]> differences() {
        return units().stream()
                .map(units -> units.stream()
                        .mapToDouble(PairedValues.Unit::difference)
                        .toArray())
                .toList();
    }

    private List<List<PairedValues.Unit>> units() {
        return byDataset.values().stream().map(PairedValues::meanOverLosses).toList();
    }
}
