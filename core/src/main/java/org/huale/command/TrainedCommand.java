package org.huale.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huale.config.ConfigJson;
import org.huale.dataset.ClassNames;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.DetectorSource;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.ParserWords;
import org.huale.storage.WholeFile;
import tools.jackson.core.JacksonException;

/**
 * What a program trained, and how to detect with it: a small file beside the folder of what it left, written when that is
 * complete. To HUALE it is the file of weights.
 *
 * @param classes in the order of the detector
 * @param seed that the program was told
 * @param files what it left, by path from its folder, with their SHA-256; so that this file's hash stands for all of it
 * @param options how it was trained, and how it detects
 */
record TrainedCommand(List<String> classes, int seed, Map<String, String> files, CommandOptions options) {
    /** Of the file's name. */
    static final String ENDING = ".command.json";

    private static final String FILE = "detector" + ENDING;
    private static final String OUT = "out";

    TrainedCommand {
        classes = List.copyOf(classes);
        files = new TreeMap<>(files);
    }

    /** The file in a folder of weights. */
    static Path fileIn(Path weights) {
        return weights.resolve(FILE);
    }

    /** The folder beside the file that programs leave their files in. */
    static Path outBeside(Path file) {
        return file.resolveSibling(OUT);
    }

    /** The path of what {@code train} leaves; all of the folder where it has no name. */
    static Path weightsIn(Path out, CommandOptions options) {
        return options.weights().isEmpty() ? out : out.resolve(options.weights());
    }

    /** Says that a training is complete. */
    static void write(Path file, List<String> classes, int seed, CommandOptions options) {
        Path out = outBeside(file);
        Map<String, String> files = new TreeMap<>();
        if (options.opensModel()) {
            modelFiles(out, options).forEach(it -> files.putAll(Folders.hashes(out, it)));
        }
        if (!options.opensModel() || !options.weights().isEmpty()) {
            files.putAll(Folders.hashes(out, weightsIn(out, options)));
        }
        WholeFile.writeText(file, ConfigJson.write(new TrainedCommand(classes, seed, files, options)));
    }

    /** @throws HualeException where it cannot be read, or what it speaks of is gone or is another */
    static TrainedCommand read(Path file) {
        try {
            TrainedCommand trained = ConfigJson.read(InputFile.text(file), TrainedCommand.class);
            trained.requireUnchanged(outBeside(file));
            return trained;
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (JacksonException e) {
            throw new HualeException(file + ": not what a training by a command leaves: " + ParserWords.of(e), e);
        }
    }

    /** Of a whole folder, programs may well use it for more than its weights; then only what is gone is a fault. */
    private void requireUnchanged(Path out) {
        boolean named = options.opensModel() || !options.weights().isEmpty();
        files.forEach((name, hash) -> {
            Path file = out.resolve(name);
            if (!Files.exists(file)) {
                throw new HualeException(file + ": is gone; it is of what was trained");
            }
            if (named && !Folders.hashes(out, file).containsValue(hash)) {
                throw new HualeException(file + ": is not the file that was trained; it was changed since");
            }
        });
        if (options.opensModel()) {
            requireNoneBeside(out);
        }
    }

    /** A file beside a model may say how it is used, so that what was measured would be another detector. */
    private void requireNoneBeside(Path out) {
        for (Path file : modelFiles(out, options)) {
            if (!files.containsKey(Folders.name(out, file))) {
                throw new HualeException(file + ": was not there when the detector was trained; take it away, or train"
                        + " again with it");
            }
        }
    }

    /** All that the kind of the model reads: also weights in other files, and the file that says how it is used. */
    private static List<Path> modelFiles(Path out, CommandOptions options) {
        Path model = out.resolve(options.model());
        DetectorSource source =
                new DetectorSource(model, null, DetectorSource.Changes.none(), new DetectorSource.Place("cpu", 1));
        return DetectorProviders.of(source).files(model);
    }

    ClassNames classNames() {
        return new ClassNames(classes);
    }
}
