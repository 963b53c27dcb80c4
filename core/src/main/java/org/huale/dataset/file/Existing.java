package org.huale.dataset.file;

/** What a writer does where another file of the same name and different content is in its way. */
public enum Existing {
    REFUSE,

    /** Replaces what HUALE wrote, and refuses where it did not. */
    REPLACE,

    /** Refuses, and keeps no list of what it writes: a folder made for others, which is never written to again. */
    HANDED_OUT
}
