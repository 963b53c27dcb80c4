package org.huale.web.desk;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody else was there first. */
public final class Stale extends Refusal {
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
