package org.huale.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.TreeMap;

/** Packages that one look takes in: at most 25 source files each. */
public final class PackageSize {
    private static final int MOST = 25;

    private PackageSize() {}

    /** Fails where a package below the root is larger, of the program or of its tests. */
    public static void check(String root) {
        check(root, new ImportOption.DoNotIncludeTests());
        check(root, new ImportOption.OnlyIncludeTests());
    }

    private static void check(String root, ImportOption which) {
        Map<String, Integer> files =
                files(new ClassFileImporter().withImportOption(which).importPackages(root));
        assertThat(files).as("packages of " + root).isNotEmpty();
        files.values().removeIf(count -> count <= MOST);
        assertThat(files).as("packages of more than " + MOST + " files").isEmpty();
    }

    private static Map<String, Integer> files(JavaClasses classes) {
        Map<String, Integer> files = new TreeMap<>();
        for (JavaClass type : classes) {
            if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
                files.merge(type.getPackageName(), 1, Integer::sum);
            }
        }
        return files;
    }
}
