package org.huale.dataset.file;

/**
 * How many boxes a reader changed.
 *
 * @param clipped reached outside their image and were cut at its border
 * @param dropped had no extent, or could not be understood, and were left out
 */
public record BoxCounts(int clipped, int dropped) {}
