package org.huale.cli.reference;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.huale.api.Stable;

/** The page of all types that extensions may rely on, laws and fakes included, from the marks on them. */
final class StableReference {
    private StableReference() {}

    static String text() {
        Map<String, String> types = new ClassFileImporter()
                .importPackages("org.huale").stream()
                        .filter(type -> type.isAnnotatedWith(Stable.class))
                        .sorted((a, b) -> a.getName().compareTo(b.getName()))
                        .collect(Collectors.groupingBy(
                                JavaClass::getPackageName,
                                TreeMap::new,
                                Collectors.mapping(
                                        type -> "`" + type.getSimpleName() + "`", Collectors.joining(", "))));
        StringBuilder page = new StringBuilder("""
                # Stable types

                Types marked `@Stable`, and the types nested in them, keep their public members within a major version; before 1.0, within a minor version. Any other
                type may change at any time, even if it is public. This page is written by the build from the marks.

                """).append(ReferenceTable.header("package", "types"));
        types.forEach((name, list) -> page.append(ReferenceTable.row("`" + name + "`", list)));
        return page.toString();
    }
}
