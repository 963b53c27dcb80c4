package org.huale.command;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.dataset.file.RelativePath;
import org.huale.detect.EvidencePart;

/**
 * Programs that train and detect, as keys beside {@code name: command}.
 *
 * @param train program and arguments that train a detector: a line or a list, never read by a shell
 * @param export program that turns what {@code train} left into {@code model}; empty where {@code train} does so itself
 * @param predict program that detects in images; empty where HUALE opens {@code model} itself
 * @param weights file or folder within {@code {out}} that {@code train} leaves; empty for all of {@code {out}}
 * @param model file within {@code {out}} that HUALE opens itself, an ONNX model; empty where {@code predict} is given
 * @param evidence what entries of a result file have besides boxes, classes and scores, {@code probabilities}, {@code variances},
 *     {@code suppressed}; {@code scores} to take a score for the probability of its class and the rest for background
 * @param start what {@code {start}} stands for where {@code weights.detector} names no file and there is no cycle before
 * @param timeout seconds after which a program is ended; 0 for none
 * @param environment variables of the programs, {@code NAME=value}, beside those of HUALE
 * @param directory that programs work in; that where HUALE was started
 * @param imagesPerCall images that {@code predict} is given at once
 */
public record CommandOptions(
        CommandTemplate train,
        CommandTemplate export,
        CommandTemplate predict,
        String weights,
        String model,
        List<Told> evidence,
        String start,
        int timeout,
        List<String> environment,
        String directory,
        int imagesPerCall) {

    /** What a result file may tell of a detection. */
    public enum Told {
        PROBABILITIES,
        SCORES,
        VARIANCES,
        SUPPRESSED
    }

    public CommandOptions {
        train.requireFor(Placeholder.Step.TRAIN);
        export.requireFor(Placeholder.Step.EXPORT);
        predict.requireFor(Placeholder.Step.PREDICT);
        evidence = List.copyOf(evidence);
        environment = List.copyOf(environment);
        requireWithin(weights);
        requireWithin(model);
        requireEvidence(evidence);
        environment.forEach(CommandOptions::requireAssignment);
        if (timeout < 0) {
            throw new IllegalArgumentException("timeout must be at least 0, got " + timeout);
        }
        if (imagesPerCall < 1) {
            throw new IllegalArgumentException("images per call must be at least 1, got " + imagesPerCall);
        }
    }

    /** No programs yet. */
    static CommandOptions defaults() {
        return new CommandOptions(
                CommandTemplate.none(),
                CommandTemplate.none(),
                CommandTemplate.none(),
                "",
                "",
                List.of(),
                "",
                0,
                List.of(),
                "",
                2000);
    }

    private static void requireWithin(String path) {
        if (!path.isEmpty() && !RelativePath.isTame(path)) {
            throw new IllegalArgumentException("must be a path within {out}, got '" + path + "'");
        }
    }

    private static void requireEvidence(List<Told> evidence) {
        if (evidence.contains(Told.PROBABILITIES) && evidence.contains(Told.SCORES)) {
            throw new IllegalArgumentException("probabilities and scores both say where class distributions come from");
        }
    }

    private static void requireAssignment(String variable) {
        if (variable.indexOf('=') < 1) {
            throw new IllegalArgumentException("must be NAME=value, got '" + variable + "'");
        }
    }

    /** Whether HUALE opens what is trained, rather than asking a program for predictions. */
    boolean opensModel() {
        return !model.isEmpty();
    }

    boolean tells(Told told) {
        return evidence.contains(told);
    }

    /** What detections come with where a program makes them. */
    Set<EvidencePart> parts() {
        Set<EvidencePart> parts = EnumSet.noneOf(EvidencePart.class);
        for (Told told : evidence) {
            parts.add(
                    switch (told) {
                        case PROBABILITIES, SCORES -> EvidencePart.PROBABILITIES;
                        case VARIANCES -> EvidencePart.VARIANCES;
                        case SUPPRESSED -> EvidencePart.SUPPRESSED;
                    });
        }
        return parts;
    }

    /** The variables by name. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        environment.forEach(it -> variables.put(it.substring(0, it.indexOf('=')), it.substring(it.indexOf('=') + 1)));
        return variables;
    }

    CommandOptions in(String folder) {
        return new CommandOptions(
                train, export, predict, weights, model, evidence, start, timeout, environment, folder, imagesPerCall);
    }
}
