package org.huale.dataset.via;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huale.dataset.ClassNames;
import org.huale.dataset.drawn.DrawnFile;
import org.huale.dataset.drawn.DrawnImage;
import org.huale.dataset.drawn.DrawnImage.Progress;
import org.huale.dataset.drawn.DrawnImage.Sides;
import org.huale.dataset.drawn.DrawnObject;
import org.huale.dataset.drawn.Nodes;
import org.huale.dataset.drawn.Remarks;
import org.huale.dataset.drawn.Source;
import org.huale.problem.HualeException;
import tools.jackson.databind.JsonNode;

/**
 * Reads a project of VIA or plain annotations. The class is the region attribute called {@code class}, {@code label}, {@code name},
 * {@code category} or {@code type}, or else the only one there is. An image without regions may not have been looked at.
 */
final class ViaReader {
    private static final List<String> CLASS = List.of("class", "label", "name", "category", "type");
    private final Source source;
    private final Remarks remarks = new Remarks();
    private final List<JsonNode> entries = new ArrayList<>();
    private Optional<JsonNode> attributes = Optional.empty();

    ViaReader(Source source) {
        this.source = source;
    }

    DrawnFile read() {
        source.json().readObject((json, key) -> {
            if (key.equals(ViaFormat.METADATA)) {
                json.object(image -> entries.add(json.tree()));
            } else if (key.equals("_via_attributes")) {
                attributes = Optional.of(json.tree());
            } else if (key.startsWith("_via_") || !json.isObject()) {
                json.skip();
            } else {
                entries.add(json.tree());
            }
        });
        Optional<String> key = classKey();
        List<DrawnImage> images = new ArrayList<>();
        for (JsonNode entry : entries) {
            images.add(image(entry, key, images.size()));
        }
        remarks.tell(source.findings());
        return new DrawnFile(key.flatMap(this::options), images);
    }

    /** Empty where no region has any attribute. */
    private Optional<String> classKey() {
        Set<String> keys = new LinkedHashSet<>();
        attributes.ifPresent(all -> keys.addAll(all.path("region").propertyNames()));
        for (JsonNode entry : entries) {
            for (JsonNode region : entry.path("regions")) {
                keys.addAll(region.path("region_attributes").propertyNames());
            }
        }
        Optional<String> usual = CLASS.stream().filter(keys::contains).findFirst();
        keys.removeAll(Set.of(ViaRegion.DIFFICULT, ViaRegion.CROWD));
        if (usual.isEmpty() && keys.size() > 1) {
            throw new HualeException(source.shown() + ": regions have the attributes " + keys + "; the one that holds"
                    + " the class must be called one of " + CLASS);
        }
        return usual.or(() -> keys.stream().findFirst());
    }

    /** The classes that a project offers, in their order. */
    private Optional<ClassNames> options(String key) {
        return attributes
                .map(all -> all.path("region").path(key).path("options").propertyNames())
                .filter(names -> !names.isEmpty())
                .map(names -> new ClassNames(List.copyOf(names)));
    }

    private DrawnImage image(JsonNode entry, Optional<String> key, int index) {
        String name = Nodes.text(entry, "filename");
        String where = source.name() + ": image " + (index + 1) + " (" + name + ")";
        for (String attribute : entry.path("file_attributes").propertyNames()) {
            remarks.attribute(attribute, where);
        }
        List<DrawnObject> objects = new ArrayList<>();
        int number = 1;
        for (JsonNode region : entry.path("regions")) { // a list in version 2, an object of numbers in version 1
            String place = where + ": region " + number++;
            objects.add(new ViaRegion(remarks, place).read(region, key));
        }
        return new DrawnImage(List.of(name), Sides.UNKNOWN, objects, Progress.DONE_WITH_OBJECTS, where);
    }
}
