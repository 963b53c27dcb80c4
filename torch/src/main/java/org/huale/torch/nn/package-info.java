/**
 * Networks as trees of named tensors and plain functions on them. Parameter names and layouts are torchvision's, so that
 * state dicts can be exchanged. <b>B</b> images in a batch, <b>C, H, W</b> channels, height, width; feature maps are
 * [B, C, H, W] in channels-last memory. Layers open no scope and never close an argument.
 */
@NullMarked
package org.huale.torch.nn;

import org.jspecify.annotations.NullMarked;
