package org.huale.inbox.cvat;

import tools.jackson.databind.JsonNode;

/** The stages of a job of CVAT, in their order. */
public enum CvatStage {
    ANNOTATION,
    VALIDATION,
    ACCEPTANCE;

    /**
     * Whether a job's work counts: its state is {@code completed}, in this stage or a later one. A job that was sent on to another
     * stage and not completed there is in somebody's hands.
     */
    boolean isFinished(JsonNode job) {
        return job.path("state").asString("").equals("completed")
                && of(job.path("stage").asString("")).compareTo(this) >= 0;
    }

    private static CvatStage of(String word) {
        return switch (word) {
            case "acceptance" -> ACCEPTANCE;
            case "validation" -> VALIDATION;
            default -> ANNOTATION;
        };
    }
}
