package org.huale.web.desk;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody else was there first; the message may be shown to whoever asked. */
public final class Stale extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable ImageView current;

    public Stale(String message, @Nullable ImageView current) {
        super(message);
        this.current = current;
    }

    /** The image as it is now, where it is about an image. */
    public Optional<ImageView> current() {
        return Optional.ofNullable(current);
    }
}
