package org.huale.detect.provider;

/**
 * All that the trainings of a run have in common, besides images.
 *
 * @param seed of the run; each training has its own besides
 * @param detector the options of the detector, of the record that its {@linkplain DetectorProvider#options kind} has
 * @param training how it is trained, of the record that its {@linkplain DetectorTraining#defaults kind} has
 * @param first weights to begin with where a training does not begin with those of the cycle before
 * @param place where it computes
 * @param batchSize images detected in together, at least 1
 */
public record TrainingSetup(
        long seed,
        Record detector,
        TrainingRecipe training,
        FirstWeights first,
        DetectorSource.Place place,
        int batchSize) {}
