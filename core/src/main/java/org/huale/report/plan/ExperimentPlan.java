package org.huale.report.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.huale.loop.folder.RunSummary;
import org.huale.problem.HualeException;
import org.huale.report.curve.ConfigKeys;
import org.huale.report.curve.Figure;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.ParserWords;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an experiment is going to be: to be written, and committed, before its first run.
 *
 * @param figure that arms are compared in, such as {@code voc:AP-all-point}
 * @param test how they are compared, in words
 * @param runs all of them
 */
public record ExperimentPlan(String figure, String test, List<PlannedRun> runs) {
    /** How reports compare. */
    public static final String TEST =
            "Student's paired t test, two-sided, at 0.05; a unit is a seed of a data set, losses and"
                    + " replicates averaged; Holm over the arms; against random";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    /** A run before it is made, with the cycles that it is to have. */
    public record Intended(RunSummary summary, int cycles) {}

    public ExperimentPlan {
        Figure.parse(figure);
        if (runs.isEmpty() || runs.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("runs must name one run at least, and nothing else, got " + runs);
        }
        runs = List.copyOf(runs);
    }

    /** A plan of these runs, to be compared in this figure as reports do. It names no folder of the machine. */
    public static ExperimentPlan of(String figure, List<Intended> runs) {
        List<String> values = new ArrayList<>();
        runs.forEach(it -> {
            values.add(it.summary().dataset());
            values.addAll(ConfigKeys.of(it.summary().config()).values().values());
        });
        Map<String, String> names = PlainNames.of(values);
        return new ExperimentPlan(
                figure,
                TEST,
                runs.stream()
                        .map(it -> PlannedRun.of(it.summary(), it.cycles(), value -> names.getOrDefault(value, value)))
                        .toList());
    }

    /** @throws HualeException with the key, where the file cannot be read or is no plan */
    public static ExperimentPlan read(Path file) {
        try {
            ExperimentPlan plan = JSON.readValue(InputFile.text(file), ExperimentPlan.class);
            if (plan == null) {
                throw new HualeException(file + ": holds null, not a plan");
            }
            return plan;
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (JacksonException e) {
            throw new HualeException(
                    file + ": is no plan that can be read: line "
                            + e.getLocation().getLineNr() + ": " + key(e) + ParserWords.of(e),
                    e);
        }
    }

    /** Where in the file, {@code runs[3].arm.loss}, with a colon; empty for the file as a whole. */
    private static String key(JacksonException fault) {
        StringBuilder key = new StringBuilder();
        for (JacksonException.Reference it : fault.getPath()) {
            if (it.getPropertyName() == null) {
                key.append('[').append(it.getIndex()).append(']');
            } else {
                key.append(key.isEmpty() ? "" : ".").append(it.getPropertyName());
            }
        }
        return key.isEmpty() ? "" : key + ": ";
    }

    /** @throws HualeException where the file is there: a plan that is changed later is none */
    public void write(Path file) {
        if (Files.exists(file)) {
            throw new HualeException(
                    file + ": is there already; a plan is not replaced, name another file or delete it");
        }
        try {
            Files.writeString(file, JSON.writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
