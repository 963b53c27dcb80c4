package org.huale.detect.provider;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.huale.storage.FileIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Files of weights that a training begins with; random where both are null.
 *
 * @param backbone of a classification network, for the body of the backbone
 * @param detector of a whole detector; what depends on its classes is not taken where they are others, and what depends on
 *     its anchors not where there are more or fewer around a cell
 */
public record FirstWeights(
        @Nullable Path backbone, @Nullable Path detector) {
    public static FirstWeights random() {
        return new FirstWeights(null, null);
    }

    /** Whether nothing is read. */
    public boolean isRandom() {
        return backbone == null && detector == null;
    }

    /** The files as the frozen configuration of a training names them, wherever they lie. */
    public Map<String, String> named() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("backbone", FileIdentity.of(backbone));
        names.put("detector", FileIdentity.of(detector));
        return names;
    }
}
