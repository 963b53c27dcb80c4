package org.huale.onnx.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.huale.problem.HualeException;

/**
 * A part of another file in which a model keeps weights.
 *
 * @param tensor whose numbers they are
 * @param location the file, below the model's folder
 * @param offset where the numbers begin
 * @param length their bytes; 0 for all that follow
 */
record ExternalData(String tensor, String location, long offset, long length) {

    /**
     * @param model the file that asks for it
     * @throws HualeException where it is outside the model's folder, also by a link, or missing or too short
     */
    void check(Path model) {
        String asks = model + ": its weights " + tensor + " are kept in " + location;
        try {
            Path folder = ModelFile.folder(model).toRealPath();
            Path file = inside(folder, asks);
            if (!Files.isRegularFile(file)) {
                throw new HualeException(asks + ", and there is no such file in " + folder);
            }
            if (!file.toRealPath().startsWith(folder)) {
                throw outside(asks);
            }
            requireEnough(Files.size(file), asks);
        } catch (IOException e) {
            throw new HualeException(asks + ", which cannot be read: " + e.getMessage(), e);
        }
    }

    private Path inside(Path folder, String asks) {
        try {
            Path relative = Path.of(location);
            Path file = folder.resolve(relative).normalize();
            if (location.isEmpty() || relative.isAbsolute() || !file.startsWith(folder)) {
                throw outside(asks);
            }
            return file;
        } catch (InvalidPathException e) {
            throw new HualeException(asks + ", which is no name of a file", e);
        }
    }

    private static HualeException outside(String asks) {
        return new HualeException(asks + ", which is outside the model's folder; weights are read from there alone");
    }

    private void requireEnough(long size, String asks) {
        if (offset < 0 || length < 0 || offset > size || length > size - offset) {
            throw new HualeException(asks + ", bytes " + offset + " and " + length + " that follow, but the file has "
                    + size + " bytes");
        }
    }
}
