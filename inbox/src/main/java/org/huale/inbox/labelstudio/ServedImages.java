package org.huale.inbox.labelstudio;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.huale.dataset.ImageId;
import org.huale.inbox.content.InboxImage;

/**
 * Images that a server has already: below an address by their names in the data set, or by the name of their file where that is not
 * the end of the name.
 *
 * @param root without a slash at its end
 */
record ServedImages(String root) implements ImageSource {
    private static final int MOST = 100;

    @Override
    public List<List<InboxImage>> batches(List<InboxImage> images) {
        List<List<InboxImage>> batches = new ArrayList<>();
        for (int from = 0; from < images.size(); from += MOST) {
            batches.add(images.subList(from, Math.min(images.size(), from + MOST)));
        }
        return batches;
    }

    @Override
    public Map<ImageId, String> addresses(List<InboxImage> batch) {
        Map<ImageId, String> addresses = new LinkedHashMap<>();
        for (InboxImage image : batch) {
            String file = String.valueOf(image.file().getFileName());
            String name = image.name().value();
            addresses.put(image.name(), root + "/" + encoded(name.endsWith(file) ? name : file));
        }
        return addresses;
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/"))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
