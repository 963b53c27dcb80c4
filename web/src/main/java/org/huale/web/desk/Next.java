package org.huale.web.desk;

import org.jspecify.annotations.Nullable;

/** The next image, or in its place the reason why there is none. */
public record Next(@Nullable ImageView image, String none) {

    public static Next of(ImageView image) {
        return new Next(image, "");
    }

    public static Next none(String reason) {
        return new Next(null, reason);
    }
}
