package org.huale.spark;

import java.nio.file.Path;
import java.util.List;

/** Opens what {@link CompanyProvider} does, from files ending in {@code .nested} that keep weights in a folder beside them. */
public final class NestedProvider extends CompanyProvider {

    @Override
    public String kind() {
        return "nested";
    }

    @Override
    public List<String> models() {
        return List.of("nested");
    }

    @Override
    public boolean claims(Path weights) {
        return weights.toString().endsWith(".nested");
    }

    @Override
    public List<Path> companions(Path weights) {
        return List.of(weights.resolveSibling("inner/weights.bin"));
    }
}
