package org.huale.report.compare;

import java.util.ArrayList;
import java.util.List;
import org.huale.report.curve.ArmCurves;

/** An arm and what it is held against. */
public record Pairing(ArmCurves arm, ArmCurves reference) {

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
}
