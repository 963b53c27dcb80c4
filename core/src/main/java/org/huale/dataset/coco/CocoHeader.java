package org.huale.dataset.coco;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.huale.dataset.file.JsonCursor;
import org.huale.dataset.file.JsonStream;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** The images and categories of a COCO file, as written, with its annotations passed over. */
record CocoHeader(List<Image> images, List<Category> categories) {

    /**
     * An element of {@code images}.
     *
     * @param width NaN where not stated
     * @param height NaN where not stated
     */
    record Image(OptionalLong number, @Nullable String file, double width, double height) {}

    /** An element of {@code categories}. */
    record Category(
            OptionalLong number,
            @Nullable String name,
            @Nullable String parent) {}

    static CocoHeader read(Path file) {
        List<Image> images = new ArrayList<>();
        List<Category> categories = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        JsonStream.of(file).readObject((json, key) -> {
            keys.add(key);
            switch (key) {
                case "images" -> objects(file, json, key, one -> images.add(image(one)));
                case "categories" -> objects(file, json, key, one -> categories.add(category(one)));
                default -> json.skip();
            }
        });
        if (!keys.contains("images") || !keys.contains("categories")) {
            throw new HualeException(file + ": needs the keys images, annotations and categories, has "
                    + keys.subList(0, Math.min(20, keys.size())));
        }
        return new CocoHeader(images, categories);
    }

    /** Visits the elements of one list of a file. */
    static void readList(Path file, String wanted, Consumer<JsonCursor> visitor) {
        JsonStream.of(file).readObject((json, key) -> {
            if (key.equals(wanted)) {
                elements(file, json, key, visitor);
            } else {
                json.skip();
            }
        });
    }

    private static void objects(Path file, JsonCursor json, String key, Consumer<JsonCursor> visitor) {
        elements(file, json, key, one -> {
            if (!one.isObject()) {
                throw new HualeException(file + ": elements of " + key + " must be objects" + one.place());
            }
            visitor.accept(one);
        });
    }

    private static void elements(Path file, JsonCursor json, String key, Consumer<JsonCursor> visitor) {
        if (!json.isArray()) {
            throw new HualeException(file + ": " + key + " must be an array" + json.place());
        }
        json.array(i -> visitor.accept(json));
    }

    private static final class Fields {
        private OptionalLong number = OptionalLong.empty();
        private @Nullable String text;
        private @Nullable String parent;
        private double width = Double.NaN;
        private double height = Double.NaN;
    }

    private static Image image(JsonCursor json) {
        Fields fields = new Fields();
        json.object(key -> {
            switch (key) {
                case "id" -> fields.number = json.id();
                case "file_name" -> fields.text = json.text();
                case "width" -> fields.width = json.number();
                case "height" -> fields.height = json.number();
                default -> json.skip();
            }
        });
        return new Image(fields.number, fields.text, fields.width, fields.height);
    }

    private static Category category(JsonCursor json) {
        Fields fields = new Fields();
        json.object(key -> {
            switch (key) {
                case "id" -> fields.number = json.id();
                case "name" -> fields.text = json.text();
                case "supercategory" -> fields.parent = json.text();
                default -> json.skip();
            }
        });
        return new Category(fields.number, fields.text, fields.parent);
    }
}
