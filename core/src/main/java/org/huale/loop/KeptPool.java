package org.huale.loop;

import org.huale.loop.folder.RunContents;
import org.huale.loop.folder.RunFiles;
import org.huale.loop.pool.Pool;
import org.huale.loop.pool.PoolFile;
import org.jspecify.annotations.Nullable;

/** The copy of what the cycles brought, in the files of a run. */
final class KeptPool {
    private final RunFiles files;
    /** What was last written. */
    private @Nullable Pool kept;

    KeptPool(RunFiles files) {
        this.files = files;
    }

    /** Writes the pool as it now is. */
    void keep(Pool pool) {
        kept = pool;
        files.write(RunContents.POOL, PoolFile.content(pool));
        if (pool.holdsOut()) {
            files.write(RunContents.TEST, PoolFile.content(pool.ofTest()));
        }
    }

    /** Writes the pool once more where the file of it is gone or damaged, or of a cycle before. */
    void mend(Pool pool) {
        boolean whole = (kept == null || kept == pool)
                && files.isIntact(RunContents.POOL)
                && (!pool.holdsOut() || files.isIntact(RunContents.TEST));
        if (!whole) {
            keep(pool);
        }
    }
}
