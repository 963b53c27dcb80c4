package org.huale.inbox.cvat;

import tools.jackson.databind.JsonNode;

/**
 * A job of a task, as it was at a time: whatever somebody does in it makes another one.
 *
 * @param first number of its first frame
 * @param last number of its last frame
 * @param isFinished whether its work counts
 * @param changed when somebody changed it last; empty where that is not said
 */
record CvatJob(long id, int first, int last, String stage, boolean isFinished, String changed) {

    static CvatJob of(JsonNode told, CvatStage from) {
        return new CvatJob(
                told.path("id").asLong(-1),
                told.path("start_frame").asInt(0),
                told.path("stop_frame").asInt(-1),
                told.path("stage").asString(""),
                from.isFinished(told),
                told.path("updated_date").asString(""));
    }

    boolean has(int frame) {
        return first <= frame && frame <= last;
    }
}
