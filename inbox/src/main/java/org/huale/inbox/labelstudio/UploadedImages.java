package org.huale.inbox.labelstudio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.huale.dataset.FlatNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.PortableImage;
import org.huale.inbox.content.InboxImage;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.FileTree;
import tools.jackson.databind.JsonNode;

/** Images that Label Studio keeps itself: upright JPEG or PNG files under names that it leaves alone. */
final class UploadedImages implements ImageSource {
    private static final int MOST = 50; // it takes at most 100 files at once
    private static final long MOST_BYTES = 100L << 20; // and 250 MB
    private static final int HEX_AND_DASH = 9;

    private final StudioClient client;
    private final StudioProject project;
    private final Map<ImageId, String> names = new HashMap<>();

    /** @param all images of the request, among which names are different */
    UploadedImages(StudioClient client, StudioProject project, List<InboxImage> all) {
        this.client = client;
        this.project = project;
        FlatNames.of(all.stream().map(UploadedImages::record).toList())
                .byName()
                .forEach((name, image) -> names.put(image.id(), name));
    }

    private static ImageRecord record(InboxImage image) {
        return new ImageRecord(image.name(), image.file(), image.size(), List.of());
    }

    @Override
    public List<List<InboxImage>> batches(List<InboxImage> images) {
        List<List<InboxImage>> batches = new ArrayList<>();
        List<InboxImage> batch = new ArrayList<>();
        long bytes = 0;
        for (InboxImage image : images) {
            long size = size(image.file());
            if (!batch.isEmpty() && (batch.size() == MOST || bytes + size > MOST_BYTES)) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(image);
            bytes += size;
        }
        batches.add(batch);
        return batches;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    @Override
    public Map<ImageId, String> addresses(List<InboxImage> batch) {
        Path copies = temporary();
        try {
            Map<String, Path> files = new LinkedHashMap<>();
            for (InboxImage image : batch) {
                String name = name(image);
                files.put(name, PortableImage.of(image.file(), copies.resolve(name)));
            }
            return located(
                    batch, client.upload(project.path() + "/import?commit_to_project=false", new Multipart(files)));
        } finally {
            FileTree.delete(copies);
        }
    }

    private String name(InboxImage image) {
        return Optional.ofNullable(names.get(image.name())).orElseThrow();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("huale-label-studio");
        } catch (IOException e) {
            throw new HualeException(
                    "no folder for images on their way to Label Studio can be made: " + e.getMessage(), e);
        }
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
        return Optional.ofNullable(places.get(name(image)))
                .map(place -> "/data/" + place)
                .orElseThrow(() -> new HualeException("Label Studio does not say where it keeps image " + image.name()
                        + ", uploaded as " + name(image) + "; serve the images yourself and name their address as"
                        + " oracle.imagesUrl"));
    }
}
