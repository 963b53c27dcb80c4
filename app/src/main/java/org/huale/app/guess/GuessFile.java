package org.huale.app.guess;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.config.MissingValue;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.ParserWords;
import org.huale.storage.WholeFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The guesses of a cycle on disk: made once, so that whoever asks gets the same. */
record GuessFile(Path file) {
    private static final String COLUMNS = "class, confidence, score, x1, y1, x2, y2";
    private static final int WIDTH = 7;
    private static final JsonMapper JSON = JsonMapper.shared();

    /** @param images rows of {@link #COLUMNS}, by image */
    private record Content(String columns, TreeMap<String, List<double[]>> images) {}

    /** @throws HualeException where the file is damaged */
    Optional<Map<ImageId, List<Guess>>> read() {
        try {
            return Optional.of(guesses(content()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw damaged(ParserWords.of(e));
        } catch (IllegalArgumentException e) {
            throw damaged(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    private Content content() throws IOException {
        Content content = JSON.readValue(InputFile.bytes(file), Content.class);
        if (content == null) {
            throw damaged("it holds nothing");
        }
        MissingValue.in(content).ifPresent(key -> {
            throw damaged(key + " has no value");
        });
        return content;
    }

    private static Map<ImageId, List<Guess>> guesses(Content content) {
        Map<ImageId, List<Guess>> guesses = new TreeMap<>();
        content.images()
                .forEach((image, rows) -> guesses.put(
                        new ImageId(image), rows.stream().map(GuessFile::guess).toList()));
        return guesses;
    }

    private static Guess guess(double[] row) {
        if (row.length != WIDTH) {
            throw new IllegalArgumentException("a guess is " + COLUMNS);
        }
        return new Guess(Annotation.of(new Box(row[3], row[4], row[5], row[6]), (int) row[0]), row[1], row[2]);
    }

    private HualeException damaged(String how) {
        return new HualeException(file + ": damaged: " + how + "; delete it, and the guesses are made anew");
    }

    void write(Map<ImageId, List<Guess>> guesses) {
        makeFolder();
        TreeMap<String, List<double[]>> rows = new TreeMap<>();
        guesses.forEach((image, all) -> {
            List<double[]> of = new ArrayList<>();
            all.forEach(guess -> of.add(row(guess)));
            rows.put(image.value(), of);
        });
        WholeFile.write(file, (JSON.writeValueAsString(new Content(COLUMNS, rows)) + "\n").getBytes(UTF_8));
    }

    /** That of the initial set may not be there yet. */
    private void makeFolder() {
        try {
            Files.createDirectories(file.resolveSibling(""));
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static double[] row(Guess guess) {
        Box box = guess.object().box();
        return new double[] {
            guess.object().classIndex(), guess.confidence(), guess.score(), box.x1(), box.y1(), box.x2(), box.y2()
        };
    }
}
