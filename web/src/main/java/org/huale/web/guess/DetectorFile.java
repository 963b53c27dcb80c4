package org.huale.web.guess;

import java.nio.file.Path;

/**
 * A trained detector.
 *
 * @param version tells it from others
 */
public record DetectorFile(String version, Path weights) {}
