package org.huale.web.desk;

import java.util.function.Supplier;

/**
 * An upright image as a browser takes it.
 *
 * @param type {@code image/jpeg} or {@code image/png}
 * @param tag another one whenever the bytes are others
 * @param bytes reads and, where need be, turns the image
 */
public record Pixels(String type, String tag, Supplier<byte[]> bytes) {}
