package org.huale.spark.images;

import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;

/** The threads that read headers and annotations; each mostly waits for another machine. */
final class HadoopReaders {
    private static final int READERS = 16;

    private HadoopReaders() {}

    /** Does work whose parallel streams are to run on these threads. */
    static <T> T together(Callable<T> work) {
        ForkJoinPool readers = new ForkJoinPool(READERS);
        try {
            return readers.submit(work).join();
        } finally {
            readers.shutdownNow();
        }
    }
}
