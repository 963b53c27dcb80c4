package org.huale.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder in which one is so deep that the system takes its path for too long. Nobody can list it, not even root, who may list
 * whatever is forbidden to others. Once it is closed, it can be deleted.
 *
 * @param outside where the deepest folders were made
 * @param inside where they lie until it is closed
 */
public record UnlistableFolder(Path outside, Path inside) implements AutoCloseable {
    private static final String NAME = "d".repeat(200);
    private static final int LONG = 3500; // Linux takes 4095 characters

    /** Makes it in a folder that is made where missing. */
    public static UnlistableFolder in(Path folder) throws IOException {
        Path outside = folder.resolveSibling(folder.getFileName() + "-deep");
        Files.createDirectories(outside.resolve(NAME).resolve(NAME).resolve(NAME));
        Path deepest = folder;
        while (deepest.toString().length() < LONG) {
            deepest = deepest.resolve(NAME);
        }
        Files.createDirectories(deepest);
        return new UnlistableFolder(outside, Files.move(outside, deepest.resolve("deep")));
    }

    @Override
    public void close() throws IOException {
        Files.move(inside, outside);
    }
}
