package org.huale.web.desk;

/**
 * A class of objects.
 *
 * @param colour {@code #rrggbb}
 */
public record ClassView(int id, String name, String colour) {}
