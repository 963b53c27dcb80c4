package org.huale.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huale.statistics.HolmCorrection;
import org.huale.statistics.PairedComparison;

/** An arm and what it is held against. */
record Pairing(ArmCurves arm, ArmCurves reference) {

    /** Each arm that has a reference, in their order. */
    static List<Pairing> of(List<ArmCurves> arms, RunComparison.Options options) {
        References references = new References(arms.stream().map(ArmCurves::arm).toList(), options.reference());
        List<Pairing> pairings = new ArrayList<>();
        for (ArmCurves arm : arms) {
            references
                    .of(arm.arm())
                    .flatMap(found ->
                            arms.stream().filter(it -> it.arm().equals(found)).findFirst())
                    .ifPresent(reference -> pairings.add(new Pairing(arm, reference)));
        }
        return pairings;
    }

    String label() {
        return arm.arm().label();
    }

    String referenceLabel() {
        return reference.arm().label();
    }

    /**
     * p-values of Student's t after Holm's correction. Only questions that were asked count: those with two pairs at least;
     * the others get 1.
     */
    static double[] corrected(List<Optional<PairedComparison>> compared) {
        double[] held = HolmCorrection.of(compared.stream()
                .filter(Pairing::isTested)
                .mapToDouble(it -> it.orElseThrow().pValues().studentT())
                .toArray());
        double[] corrected = new double[compared.size()];
        int next = 0;
        for (int i = 0; i < corrected.length; i++) {
            corrected[i] = isTested(compared.get(i)) ? held[next++] : 1;
        }
        return corrected;
    }

    private static boolean isTested(Optional<PairedComparison> pairs) {
        return pairs.filter(it -> it.differences().n() > 1).isPresent();
    }

    static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
