package org.huale.inbox.content;

import java.time.Instant;
import java.util.Optional;
import org.huale.dataset.ClassNames;

/**
 * What a run asked people for. The images, of which there may be many, are asked for by themselves.
 *
 * @param key {@code initial} or {@code cycle-K}; another where the images are no cycle's, such as {@code measure}
 * @param classes that boxes may have
 * @param created when it was put in
 * @param completed when the run took what was finished; nothing changes in it from then on
 */
public record InboxRequest(String key, ClassNames classes, Instant created, Optional<Instant> completed) {}
