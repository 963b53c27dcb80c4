package org.huale.weights;

import org.huale.problem.HualeException;

/**
 * A stretch of numbers, which several tensors may share.
 *
 * @param key its name within the file, as of the zip entry below {@code data/}
 * @param elements its length
 */
record TorchStorage(ElementType type, String key, long elements) {
    TorchStorage {
        if (elements < 0) {
            throw new HualeException("damaged: storage " + key + " has " + elements + " elements");
        }
    }
}
