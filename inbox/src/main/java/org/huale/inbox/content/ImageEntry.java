package org.huale.inbox.content;

import org.huale.dataset.ImageId;

/**
 * A line of the list of images.
 *
 * @param id a number of the inbox
 * @param annotator empty where nobody has saved it
 */
public record ImageEntry(
        long id, ImageId name, int assignment, int rank, ImageState state, String annotator, int revision) {}
