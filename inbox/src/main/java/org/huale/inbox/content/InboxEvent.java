package org.huale.inbox.content;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A line of the log, which only ever grows.
 *
 * @param id ascending
 * @param who did it; {@code huale} for the run itself
 * @param kind {@code request}, {@code save}, {@code review}, {@code import}, {@code kept}, {@code effort}, {@code complete},
 *     {@code reopen}, {@code overlap}, {@code classes}, {@code person} or {@code revoke}
 * @param image its number in the inbox, where it is about one
 * @param revision of the image that came of it; 0 where it is about none
 * @param what happened, as JSON
 */
public record InboxEvent(
        long id, Instant time, String who, String kind, OptionalLong image, int revision, String what) {}
