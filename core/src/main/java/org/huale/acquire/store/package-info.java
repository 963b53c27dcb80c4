/**
 * Predictions on disk, so that no image goes through a detector twice for the same view, not even when the program was
 * killed. One file for each view, which only grows; see {@link org.huale.acquire.store.ViewFile} for its layout.
 */
@NullMarked
package org.huale.acquire.store;

import org.jspecify.annotations.NullMarked;
