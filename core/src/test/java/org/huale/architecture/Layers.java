package org.huale.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Arrays;
import java.util.List;

/** Packages in layers, the highest first; a class may use its own layer and those below. */
public record Layers(List<List<String>> packages) {

    /** Each layer as ArchUnit package patterns, separated by spaces. */
    public static Layers of(String... layers) {
        return new Layers(
                Arrays.stream(layers).map(layer -> List.of(layer.split(" "))).toList());
    }

    /** Fails where a class uses a layer above its own; the message names both classes and the line. */
    public void check(JavaClasses classes) {
        for (int below = 1; below < packages.size(); below++) {
            for (List<String> above : packages.subList(0, below)) {
                noClasses()
                        .that()
                        .resideInAnyPackage(patterns(packages.get(below)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(patterns(above))
                        .because("the layers are, top to bottom, " + packages)
                        .check(classes);
            }
        }
    }

    private static String[] patterns(List<String> layer) {
        return layer.toArray(String[]::new);
    }
}
