package org.huale.inbox.content;

import java.time.Instant;

/**
 * Who has an image to himself for a while.
 *
 * @param until the moment from which anybody may have it
 */
public record Lease(String by, Instant until) {}
