package org.huale.acquire.store;

/**
 * What is kept of an image, as bytes and back.
 *
 * @param <T> what that is; packed and unpacked it is the same bits
 */
interface Packing<T> {

    /** At least one byte. */
    byte[] pack(T value);

    T unpack(byte[] packed);
}
