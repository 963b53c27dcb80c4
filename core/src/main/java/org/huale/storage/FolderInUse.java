package org.huale.storage;

import org.huale.problem.HualeException;

/** The lock of a folder is held. Nothing has to be mended: whoever waits gets it. */
public final class FolderInUse extends HualeException {
    private static final long serialVersionUID = 1L;

    FolderInUse(String message) {
        super(message);
    }
}
