/**
 * A data set that the program draws itself: shapes on textured grounds, with a long tail of classes, clutter, occlusion
 * and near-duplicates. Every bit follows from the seed; functions that Java leaves to the machine are not used.
 */
@NullMarked
package org.huale.render;

import org.jspecify.annotations.NullMarked;
