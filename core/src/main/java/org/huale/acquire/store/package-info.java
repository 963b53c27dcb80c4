/**
 * Predictions on disk, so that no image goes through a detector twice for the same view or vector, not even when the
 * program was killed. One file for each of these, which only grows; see {@link org.huale.acquire.store.RecordFile} for its layout.
 */
@NullMarked
package org.huale.acquire.store;

import org.jspecify.annotations.NullMarked;
