package org.huale.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.huale.problem.HualeException;
import org.huale.problem.InputFault;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.WholeFile;

/** Weights on disk, whichever of the formats they are in. */
public final class WeightsFile {
    private static final int OPENING = 9; // safetensors: eight bytes of length, then the brace of the header

    private WeightsFile() {}

    /**
     * Reads a state dict. The content decides the format, not the name: a zip is a {@code .pth} of PyTorch 1.6 or newer,
     * a pickle one from before, else it must be safetensors. The tensors of the last two stay mapped: replace such a file,
     * do not write into it while it is in use.
     *
     * @throws HualeException where the file is missing, damaged, of another format, or names anything but tensors; the
     *     message names the file
     */
    public static StateDict read(Path file) {
        return InputFault.reading(file.toString(), () -> readByContent(file));
    }

    /**
     * What a file says of itself, as {@link #read} would give it, without reading its tensors.
     *
     * @throws HualeException as {@link #read}, but for damage of what need not be read
     */
    public static Map<String, String> metadata(Path file) {
        return InputFault.reading(file.toString(), () -> metadataByContent(file));
    }

    private static Map<String, String> metadataByContent(Path file) {
        byte[] opening = opening(file);
        if (isZip(opening)) {
            return PthFile.metadata(file);
        }
        boolean sayNothing = !isSafetensors(opening) && isPickle(opening);
        return sayNothing ? Map.of() : readByContent(file).metadata(); // the tensors of safetensors stay mapped
    }

    private static StateDict readByContent(Path file) {
        byte[] opening = opening(file);
        if (isZip(opening)) {
            return PthFile.read(file);
        }
        if (isSafetensors(opening)) {
            return SafetensorsFile.read(file);
        }
        if (isPickle(opening)) {
            return LegacyPthFile.read(file);
        }
        throw new HualeException(file + ": neither a .pth of PyTorch nor a safetensors file");
    }

    /**
     * Whether a file begins as weights of one of the formats do.
     *
     * @throws HualeException where it is missing or cannot be read
     */
    public static boolean isOne(Path file) {
        byte[] opening = opening(file);
        return isZip(opening) || isSafetensors(opening) || isPickle(opening);
    }

    private static boolean isZip(byte[] opening) {
        return startsWith(opening, 'P', 'K', 3, 4);
    }

    private static boolean isSafetensors(byte[] opening) {
        return opening.length == OPENING && opening[OPENING - 1] == '{';
    }

    private static boolean isPickle(byte[] opening) {
        return startsWith(opening, 0x80);
    }

    /**
     * Writes {@code .pth} (or {@code .pt}) or {@code .safetensors}, by the name's ending. The file appears whole or not at
     * all; an existing one is replaced.
     *
     * @throws HualeException where the ending is another one or the file cannot be written
     */
    public static void write(Path file, StateDict weights) {
        WholeFile.write(file, content(file, weights));
    }

    /**
     * What {@link #write} writes to a file of that name.
     *
     * @throws HualeException where its ending is another one
     */
    public static WholeFile.Content content(Path file, StateDict weights) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".pth") || name.endsWith(".pt")) {
            return channel -> PthWriter.write(channel, weights);
        }
        if (name.endsWith(".safetensors")) {
            return channel -> SafetensorsFile.write(channel, weights);
        }
        throw new HualeException(file + ": weights are written as .pth, .pt or .safetensors");
    }

    private static byte[] opening(Path file) {
        try (InputStream in = InputFile.open(file)) {
            return in.readNBytes(OPENING);
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    private static boolean startsWith(byte[] opening, int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (i >= opening.length || (opening[i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
