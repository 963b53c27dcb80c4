package org.huale.inbox.content;

import java.util.OptionalInt;
import org.huale.dataset.Annotation;

/**
 * A box that somebody drew or took over.
 *
 * @param id that stays with it while it is moved; each at most once in an image, chosen by whoever draws
 * @param object where it is, in pixels of the upright image, and its class, an index into the request's classes
 * @param guess that it was made from, if any
 */
public record InboxBox(int id, Annotation object, OptionalInt guess) {}
