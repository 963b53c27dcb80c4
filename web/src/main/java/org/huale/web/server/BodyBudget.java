package org.huale.web.server;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bytes of all bodies that a server holds at once, of those that still come and of those that are being handled. Where they would be more than
 * allowed, the body that has been coming for longest gives way. What an honest program sends is there within moments, so that whoever sends slowly
 * makes room for others, and keeps nobody out.
 */
final class BodyBudget {
    private final long most;
    private final Map<Holder, Long> coming = new LinkedHashMap<>(); // in the order of their beginnings
    private long held;

    /** A body that comes. */
    interface Holder {
        /** It has lost its place, and lets go of its bytes; called by the thread of another body. */
        void giveWay();
    }

    BodyBudget(long most) {
        this.most = most;
    }

    long most() {
        return most;
    }

    synchronized void begin(Holder body) {
        coming.put(body, 0L);
    }

    /** Returns false where the body has to give way itself, or had to before. */
    synchronized boolean claim(Holder body, long bytes) {
        while (coming.containsKey(body) && held + bytes > most) {
            Holder oldest = coming.keySet().iterator().next();
            leave(oldest);
            oldest.giveWay();
        }
        if (!coming.containsKey(body)) {
            return false;
        }
        coming.merge(body, bytes, Long::sum);
        held += bytes;
        return true;
    }

    /** No more of it comes, and it is not handled. */
    synchronized void leave(Holder body) {
        Long bytes = coming.remove(body);
        held -= bytes == null ? 0 : bytes;
    }

    /** It is whole and gives way no longer; returns false where it has left before. Its bytes stay until they are {@link #handled}. */
    synchronized boolean arrive(Holder body) {
        return coming.remove(body) != null;
    }

    synchronized void handled(long bytes) {
        held -= bytes;
    }
}
