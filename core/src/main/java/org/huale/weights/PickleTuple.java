package org.huale.weights;

import java.util.List;

/** A Python tuple. */
record PickleTuple(List<Object> items) {}
