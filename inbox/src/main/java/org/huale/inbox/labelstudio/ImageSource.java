package org.huale.inbox.labelstudio;

import java.util.List;
import java.util.Map;
import org.huale.dataset.ImageId;
import org.huale.inbox.content.InboxImage;

/** How Label Studio gets at images. */
interface ImageSource {

    /** The images in parts that go out in one step each. */
    List<List<InboxImage>> batches(List<InboxImage> images);

    /** From where the browser gets each image of a part. */
    Map<ImageId, String> addresses(List<InboxImage> batch);
}
