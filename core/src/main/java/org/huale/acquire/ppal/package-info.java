/**
 * PPAL, plug and play active learning: uncertain detections of difficult classes propose <b>M</b> candidates, of which the
 * medoids of <b>B</b> clusters are taken. Yang, Huang and Crowley, CVPR 2024.
 */
@NullMarked
package org.huale.acquire.ppal;

import org.jspecify.annotations.NullMarked;
