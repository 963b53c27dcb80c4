package org.example.huale;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.huale.api.Stable;
import org.junit.jupiter.api.Test;

/** This project needs no type of HUALE that is not marked as stable, itself or the type around it. */
class StableApiTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("org.example.huale", "org.huale");

    @Test
    void onlyStableTypesAreNeeded() {
        classes()
                .that()
                .resideInAPackage("org.example.huale")
                .and()
                .doNotHaveSimpleName("StableApiTest")
                .should()
                .onlyDependOnClassesThat(isStableOrNotOfHuale())
                .because("extensions may rely on types marked @Stable alone (docs/extending.md lists them)")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> isStableOrNotOfHuale() {
        return DescribedPredicate.describe(
                "are marked @Stable or not of HUALE",
                type -> !type.getPackageName().startsWith("org.huale") || isMarked(type));
    }

    private static boolean isMarked(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        return element.isAnnotatedWith(Stable.class)
                || element.getEnclosingClass().map(StableApiTest::isMarked).orElse(false);
    }
}
