package org.huale.detect.provider;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.ClassNames;
import org.huale.storage.FileIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Files of weights that a training begins with; random where both are null.
 *
 * @param backbone of a classification network, for the body of the backbone
 * @param detector of a whole detector; what depends on its classes is not taken where they are others, and what depends on
 *     its anchors not where there are more or fewer around a cell
 * @param formerNames by which the detector may know the classes that it is to learn, in their order; where it does, they
 *     are the same classes. Empty where they only have the names of now
 */
public record FirstWeights(
        @Nullable Path backbone, @Nullable Path detector, Optional<ClassNames> formerNames) {

    /** Of classes that had no other names before. */
    public FirstWeights(@Nullable Path backbone, @Nullable Path detector) {
        this(backbone, detector, Optional.empty());
    }

    public static FirstWeights random() {
        return new FirstWeights(null, null);
    }

    /** Whether nothing is read. */
    public boolean isRandom() {
        return backbone == null && detector == null;
    }

    /** As {@link #named}, without what is not there: whoever needs it says so. */
    public Map<String, String> present() {
        Map<String, String> names = new LinkedHashMap<>();
        addPresent(names, "backbone", backbone);
        addPresent(names, "detector", detector);
        return names;
    }

    private static void addPresent(Map<String, String> names, String key, @Nullable Path file) {
        if (file != null && Files.isRegularFile(file)) {
            names.put(key, FileIdentity.of(file));
        }
    }

    /** The files as the frozen configuration of a training names them, wherever they lie. */
    public Map<String, String> named() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("backbone", FileIdentity.of(backbone));
        names.put("detector", FileIdentity.of(detector));
        return names;
    }
}
