/**
 * State dicts: named arrays of numbers, and the two files they live in, {@code .pth} as {@code torch.save} writes it and
 * {@code .safetensors}. Nothing here runs what a file says: both readers know a closed list of things and refuse the
 * rest.
 */
@NullMarked
package org.huale.weights;

import org.jspecify.annotations.NullMarked;
