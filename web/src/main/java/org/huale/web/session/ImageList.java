package org.huale.web.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.huale.dataset.ImageRecord;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.ParserWords;
import org.huale.storage.WholeFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The images that a COCO file lists which {@link Measuring#write} wrote, also those whose files are gone. */
final class ImageList {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final ObjectNode all;
    private final ArrayNode images;

    private ImageList(Path file, ObjectNode all, ArrayNode images) {
        this.file = file;
        this.all = all;
        this.images = images;
    }

    /** @throws HualeException where the file cannot be read, or lists no images */
    static ImageList of(Path file) {
        try {
            JsonNode read = JSON.readTree(InputFile.bytes(file));
            if (read instanceof ObjectNode all && all.get("images") instanceof ArrayNode images) {
                return new ImageList(file, all, images);
            }
            throw new HualeException(file + ": damaged: it has no list of images");
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (JacksonException e) {
            throw new HualeException(file + ": damaged: " + ParserWords.of(e), e);
        }
    }

    /** What the images are called below their folder. */
    Set<String> names() {
        return images.valueStream().map(it -> it.path("file_name").asString("")).collect(Collectors.toSet());
    }

    /** Writes the file anew, with these behind those that are there. */
    void add(List<ImageRecord> more) {
        long last = numbers().max().orElse(0);
        for (ImageRecord image : more) {
            last++;
            images.addObject()
                    .put("id", last)
                    .put("file_name", image.id().value())
                    .put("width", image.size().width())
                    .put("height", image.size().height());
        }
        WholeFile.write(file, JSON.writeValueAsBytes(all));
    }

    private LongStream numbers() {
        return images.valueStream().mapToLong(it -> it.path("id").asLong(0));
    }
}
