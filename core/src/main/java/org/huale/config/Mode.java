package org.huale.config;

/** How a published strategy is run. */
public enum Mode {
    /** As its authors' program does it, with its quirks; for comparison with published numbers. */
    FAITHFUL,
    /** As the idea is meant: the known defects mended. */
    FIXED
}
