package org.huale.torch.stdio;

import java.util.List;

/** Where what native code writes is caught while it is open. */
interface Spoken {

    /** From now on it is caught. */
    void open();

    /** From now on it goes where it would have gone. */
    void close();

    /**
     * All lines that were written before this call, and not returned yet.
     *
     * @param whole whether what has no end of line yet is one too
     */
    List<String> lines(boolean whole);
}
