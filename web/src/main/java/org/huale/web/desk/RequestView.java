package org.huale.web.desk;

/** How far a request is; images, each counted once. */
public record RequestView(String key, int total, int done, int skipped, int sentBack, int open, int leasedByOthers) {}
