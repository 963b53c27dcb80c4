package org.huale.web.desk;

/**
 * A line of the list of images.
 *
 * @param reviewed whether a reviewer has accepted it
 */
public record ImageLine(
        long id, String name, String state, String annotator, int revision, int rank, boolean reviewed) {}
