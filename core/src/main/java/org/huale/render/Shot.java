package org.huale.render;

import java.util.List;

/**
 * What one image will be.
 *
 * @param sceneSeed the same for all frames of a run
 * @param frame 0 but for near-duplicates
 * @param classes of the scene's objects, farthest first
 * @param grainSeed of the image's own noise
 */
record Shot(long sceneSeed, int frame, List<Integer> classes, long grainSeed) {}
