package org.huale.app.score;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Selection;
import org.huale.acquire.StageScores;
import org.huale.acquire.distinct.Signatures;
import org.huale.dataset.ImageId;
import org.huale.loop.folder.RunJson;
import org.huale.loop.folder.SelectionRecord;
import org.huale.provenance.ProvenanceFile;
import org.huale.storage.CsvText;
import org.huale.storage.WholeFile;
import org.jspecify.annotations.Nullable;

/** What {@code huale score} leaves in its folder; each file appears whole. */
record ScoreFiles(Path folder) {
    private static final String IDS = "selection.txt";
    private static final String SELECTION = "selection.json";
    private static final String SCORES = "scores.csv";

    /** The folder of what the detector found. */
    static final String PREDICTIONS = "predictions";

    /** All that a scoring writes. */
    static final List<String> NAMES =
            List.of(ScoreArguments.NAME, IDS, SELECTION, SCORES, ProvenanceFile.NAME, Signatures.FILE, PREDICTIONS);

    /** The images of the selection, most wanted first, an id a line. */
    void writeIds(Selection selection) {
        String text = selection.images().stream().map(id -> id + "\n").collect(Collectors.joining());
        writeText(IDS, text);
    }

    void writeSelection(SelectionRecord record) {
        writeText(SELECTION, RunJson.text(record) + "\n");
    }

    /** A row for each image, ascending: its place in the selection if it has one, and the score of each stage that saw it. */
    void writeScores(List<ImageId> images, StageScores scores, Selection selection) {
        Map<ImageId, Integer> ranks = new HashMap<>();
        for (ImageScore chosen : selection.chosen()) {
            ranks.put(chosen.image(), ranks.size() + 1);
        }
        List<String> stages = scores.stages();
        WholeFile.write(folder.resolve(SCORES), channel -> {
            Writer csv = buffered(channel);
            csv.write("image,rank"
                    + stages.stream().map(it -> "," + CsvText.quoted(it)).collect(Collectors.joining()) + "\n");
            for (int i = 0; i < images.size(); i++) {
                csv.write(CsvText.quoted(images.get(i).value()) + "," + rank(ranks.get(images.get(i))));
                for (String stage : stages) {
                    OptionalDouble score = scores.of(stage, i);
                    csv.write("," + (score.isPresent() ? Double.toString(score.getAsDouble()) : ""));
                }
                csv.write("\n");
            }
            csv.flush();
        });
    }

    void writeText(String name, String text) {
        WholeFile.writeText(folder.resolve(name), text);
    }

    private static Writer buffered(FileChannel channel) throws IOException {
        return new BufferedWriter(Channels.newWriter(channel, UTF_8), 1 << 16);
    }

    private static String rank(@Nullable Integer rank) {
        return rank == null ? "" : rank.toString();
    }
}
