package org.huale.inbox.labelstudio;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.RelativePath;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.partner.Asked;
import org.huale.problem.HualeException;

/**
 * Images that a server has already: below an address by their names in the data set, with the extension of the file where the name
 * has none, or by the name of their file alone where the name is not that of the file.
 */
final class ServedImages implements ImageSource {
    private static final int MOST = 100;

    private final String root;

    /**
     * @param root without a slash at its end
     * @param all images that the run has asked for so far
     * @throws HualeException where two of them have one address, so that people would draw on the wrong image
     */
    ServedImages(String root, List<ImageRecord> all) {
        this.root = root;
        Map<String, ImageRecord> taken = new HashMap<>();
        for (ImageRecord image : all) {
            ImageRecord other = taken.putIfAbsent(address(image), image);
            if (other != null && !other.id().equals(image.id())) {
                throw new HualeException("oracle.imagesUrl: image " + other.id() + " (" + other.file()
                        + ") and image " + image.id() + " (" + image.file() + ") would both be shown from "
                        + address(image)
                        + ", where only one can be; leave imagesUrl out, so that images are uploaded, or"
                        + " give the files different names");
            }
        }
    }

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
        batch.forEach(image -> addresses.put(image.name(), address(Asked.record(image))));
        return addresses;
    }

    private String address(ImageRecord image) {
        return root + "/" + encoded(path(image.id().value(), RelativePath.slashed(image.file())));
    }

    /** Names of VOC have no extension, but the folders that the file lies in. */
    private static String path(String name, String file) {
        String whole = name + RelativePath.extension(file);
        String last = RelativePath.name(file);
        if (("/" + file).endsWith("/" + whole)) {
            return whole;
        }
        return name.endsWith(last) ? name : last;
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/"))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
