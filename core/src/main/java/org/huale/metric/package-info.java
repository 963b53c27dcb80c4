/**
 * How good detections are: {@link org.huale.metric.EvaluationInput} in, {@link org.huale.metric.Evaluation} out. <b>N</b>
 * is a number of detections, <b>G</b> of true objects, <b>K</b> of classes, <b>T</b> of IoU thresholds.
 *
 * <p>Boxes are kept as flat columns of numbers, ordered as they came; ties in confidence are broken by the order of the
 * images in the {@link org.huale.metric.GroundTruthTable}, then by the order of the detections in their image.
 */
@NullMarked
package org.huale.metric;

import org.jspecify.annotations.NullMarked;
