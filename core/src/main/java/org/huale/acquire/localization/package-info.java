/**
 * Strategies of Kao et al. (Localization-aware active learning for object detection, ACCV 2018): how stable boxes are under
 * noise, and how tightly they fit their proposals.
 */
@NullMarked
package org.huale.acquire.localization;

import org.jspecify.annotations.NullMarked;
