package org.huale.dataset.file;

/** What a writer does where another file of the same name and different content is in its way. */
public enum Existing {
    REFUSE,
    REPLACE
}
