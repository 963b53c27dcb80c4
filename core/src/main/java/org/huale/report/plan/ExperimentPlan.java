package org.huale.report.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.ParserWords;
import tools.jackson.core.JacksonException;
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

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public ExperimentPlan {
        runs = List.copyOf(runs);
    }

    /** @throws HualeException where the file cannot be read or is no plan */
    public static ExperimentPlan read(Path file) {
        try {
            return JSON.readValue(InputFile.text(file), ExperimentPlan.class);
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (JacksonException e) {
            throw new HualeException(file + ": is no plan that can be read: " + ParserWords.of(e), e);
        }
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
