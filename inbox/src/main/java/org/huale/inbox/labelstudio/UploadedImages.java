package org.huale.inbox.labelstudio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.huale.dataset.ImageId;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.partner.Call;
import org.huale.inbox.partner.ImageParcels;
import org.huale.inbox.partner.Multipart;
import org.huale.inbox.partner.PartnerClient;
import org.huale.problem.HualeException;
import tools.jackson.databind.JsonNode;

/** Images that Label Studio keeps itself. */
final class UploadedImages implements ImageSource {
    private static final int HEX_AND_DASH = 9;

    private final PartnerClient client;
    private final StudioProject project;
    private final ImageParcels parcels;

    /** @param all images of the request, among which names are different */
    UploadedImages(PartnerClient client, StudioProject project, List<InboxImage> all) {
        this.client = client;
        this.project = project;
        this.parcels = new ImageParcels(all);
    }

    @Override
    public List<List<InboxImage>> batches(List<InboxImage> images) {
        return parcels.batches(images);
    }

    @Override
    public Map<ImageId, String> addresses(List<InboxImage> batch) {
        JsonNode answer = parcels.send(batch, files -> {
            List<Multipart.FilePart> parts = new ArrayList<>();
            files.forEach((name, file) -> parts.add(new Multipart.FilePart(name, name, file)));
            return client.send(
                    Call.upload(project.path() + "/import?commit_to_project=false", new Multipart(Map.of(), parts)));
        });
        return located(batch, answer);
    }

    private Map<ImageId, String> located(List<InboxImage> batch, JsonNode answer) {
        List<String> numbers = new ArrayList<>();
        answer.path("file_upload_ids").forEach(id -> numbers.add(Long.toString(id.asLong(-1))));
        Map<String, String> places = new HashMap<>();
        if (!numbers.isEmpty()) {
            String ids = numbers.stream().collect(Collectors.joining(",", "%5B", "%5D"));
            for (JsonNode upload : client.get(project.path() + "/file-uploads?ids=" + ids)) {
                String file = upload.path("file").asString("");
                places.put(ownName(file), file);
            }
        }
        Map<ImageId, String> addresses = new LinkedHashMap<>();
        batch.forEach(image -> addresses.put(image.name(), address(image, places)));
        return addresses;
    }

    /** Without the folder and the digits that Label Studio puts in front. */
    private static String ownName(String file) {
        String last = file.substring(file.lastIndexOf('/') + 1);
        return last.substring(Math.min(HEX_AND_DASH, last.length()));
    }

    private String address(InboxImage image, Map<String, String> places) {
        String name = parcels.name(image);
        return Optional.ofNullable(places.get(name))
                .map(place -> "/data/" + place)
                .orElseThrow(() -> new HualeException("Label Studio does not say where it keeps image " + image.name()
                        + ", uploaded as " + name + "; serve the images yourself and name their address as"
                        + " oracle.imagesUrl"));
    }
}
