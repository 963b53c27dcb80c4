package org.huale.acquire.distinct;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.jspecify.annotations.Nullable;

/** Images that others are not to be like. */
final class Originals {
    private final DistinctStrategy how;
    private final String role;
    private final Map<ImageId, ImageSignature> images = new LinkedHashMap<>();

    /** @param role what they are, in explanations */
    Originals(DistinctStrategy how, String role) {
        this.how = how;
        this.role = role;
    }

    /** One that cannot be read is like no other, and no other like it. */
    void add(ImageRecord image) {
        how.signatures().of(image).ifPresent(it -> images.put(image.id(), it));
    }

    /** The most alike, the first added of equals; empty where none is alike. */
    Optional<Twin> twin(ImageRecord image) {
        return how.signatures().of(image).flatMap(it -> Optional.ofNullable(twin(it)));
    }

    private @Nullable Twin twin(ImageSignature signature) {
        ImageId twin = null;
        double most = 0;
        for (Map.Entry<ImageId, ImageSignature> image : images.entrySet()) {
            double similarity = signature.similarity(image.getValue());
            if (similarity >= how.options().similarity() && similarity > most) {
                twin = image.getKey();
                most = similarity;
            }
        }
        return twin == null ? null : new Twin(twin + ", which is " + role, most);
    }
}
