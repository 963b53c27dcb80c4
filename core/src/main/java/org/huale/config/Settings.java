package org.huale.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.ParserWords;
import org.huale.storage.StrictYaml;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values that a user wants other than the defaults, gathered from files and words; later ones win. Reading them into a
 * record checks them all and reports every mistake with the place it came from.
 *
 * <p>A record type with {@code public static R named(String)} and {@code public static List<String> names()} has values
 * with a name. Where such a record is expected, one word stands for the whole of it ({@code loss: emphasis}), and the key
 * {@code preset} for the value that the other keys change ({@code loss.preset=emphasis loss.gamma=0.7}); keys that come
 * after a word change what the word stands for, a word that comes after keys undoes them. {@code named} is called with one
 * of the names only. Where the record has a component {@code name}, or one marked {@link PresetName}, that is the key
 * instead of {@code preset}.
 *
 * <p>A record type with {@code public static Map<String, String> formerly()} says for keys that it no longer has, and for
 * values that a key no longer takes ({@code "key: value"}), what stands in their place; they are refused with these words.
 *
 * <p>A component declared as {@link Record} takes its keys from beside its siblings'; with the above, {@code strategy:
 * {name: hua, ratio: 4}} reads a record {@code (String name, Record options)} whose options differ by name. A map of
 * records is a group in which each key changes the record of that key; others are refused.
 */
public final class Settings {
    private static final JsonMapper VALUES = new JsonMapper();
    private static final long MAX_BYTES = 1 << 20;

    private final ObjectNode tree = VALUES.createObjectNode();
    private final Map<String, String> origins = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();
    private final Map<String, String> shortcuts = new TreeMap<>();

    /** What was given at once, by a file or a word. */
    private record Layer(ObjectNode keys, String origin) {}

    /** Adds the keys of a YAML or JSON file, in which each may stand once. */
    public Settings file(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new HualeException(file + ": larger than 1 MiB, which no configuration is");
            }
            JsonNode node = StrictYaml.read(file);
            if (node instanceof ObjectNode object) {
                add(new Layer(object, file.toString()));
            } else if (!node.isMissingNode() && !node.isNull()) {
                problems.add(file + ": must hold keys and values, got " + node);
            }
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
        return this;
    }

    /** Adds a word {@code key=value}; the value is YAML, so {@code [8, 11]} is a list; without one it is empty text. */
    public Settings assignment(String word) {
        int equals = word.indexOf('=');
        if (equals < 1) {
            problems.add(word + ": not of the form key=value");
            return this;
        }
        try {
            JsonNode value = StrictYaml.of(word.substring(equals + 1), word);
            return value(word.substring(0, equals).strip(), value.isMissingNode() ? "" : value, "command line");
        } catch (JacksonException e) {
            problems.add(word + ": the value is not YAML: " + ParserWords.of(e));
        } catch (HualeException e) {
            problems.add(e.getMessage());
        }
        return this;
    }

    /** Adds one value under a key. */
    public Settings value(String key, Object value, String origin) {
        ObjectNode nested = VALUES.createObjectNode();
        ObjectNode at = nested;
        String[] names = key.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            at = at.putObject(names[i]);
        }
        at.set(names[names.length - 1], VALUES.valueToTree(value));
        add(new Layer(nested, origin));
        return this;
    }

    /** Leaves out what was given for a key, as if nothing had been. */
    public Settings without(String key) {
        layers.forEach(layer -> remove(key, layer.keys()));
        remove(key, tree);
        origins.keySet().removeIf(path -> path.equals(key) || path.startsWith(key + "."));
        return this;
    }

    private static void remove(String key, ObjectNode from) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            from.remove(key);
        } else if (from.get(key.substring(0, dot)) instanceof ObjectNode below) {
            remove(key.substring(dot + 1), below);
        }
    }

    /** Names of the groups right below a key in which a number is given as 0. */
    public List<String> groupsWithZero(String key, String number) {
        JsonNode groups = tree;
        for (String name : key.split("\\.", -1)) {
            groups = groups.path(name);
        }
        return groups.properties().stream()
                .filter(it -> it.getValue().path(number).asDouble(1) == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void add(Layer layer) {
        layers.add(layer);
        merge(tree, layer.keys(), new Place("", layer.origin()));
    }

    /** Adds a value where none was given for the key, such as one that an earlier version had no key for. */
    public Settings whereUnsaid(String key, Object value) {
        return mention(key) ? this : value(key, value, "earlier version");
    }

    /**
     * Takes what is given under a short key as given under the key that it stands for, where it is given: what comes later wins,
     * whichever of the keys it is under. Before {@link #nameBeside}.
     */
    public Settings shortcut(String key, String meant) {
        shortcuts.put(key, meant);
        if (tree.has(key)) {
            tree.removeAll();
            origins.clear();
            layers.forEach(layer -> merge(tree, meant(layer), new Place("", layer.origin())));
        }
        return this;
    }

    private ObjectNode meant(Layer layer) {
        ObjectNode keys = layer.keys().deepCopy();
        shortcuts.forEach((key, meant) -> {
            JsonNode value = keys.remove(key);
            if (value != null && !setIfFree(keys, meant, value, layer)) {
                problem(layer.origin() + ": " + key + " stands for " + meant + ", which is there, too; leave one out");
            }
        });
        return keys;
    }

    /** False where the place is taken: a file has no order that a user could be asked to mean, so that only one of the keys may be in it. */
    private boolean setIfFree(ObjectNode keys, String meant, JsonNode value, Layer layer) {
        int dot = meant.indexOf('.');
        if (dot >= 0) {
            String first = meant.substring(0, dot);
            ObjectNode below = group(keys, first, new Place(first, layer.origin()));
            return setIfFree(below, meant.substring(dot + 1), value, layer);
        }
        boolean free = !keys.has(meant);
        if (free) {
            keys.set(meant, value);
        }
        return free;
    }

    private void problem(String text) {
        if (!problems.contains(text)) {
            problems.add(text);
        }
    }

    /**
     * Takes {@code key: {name: {…}}} for {@code key: {name: name, …}} where that is all that stands under the key.
     *
     * @param name of a record that has names
     */
    public Settings nameBeside(String key, String name) {
        if (alone(key, name) instanceof ObjectNode keys) {
            String below = key + "." + name;
            tree.remove(key);
            Map<String, String> places = new TreeMap<>(origins);
            places.forEach((path, origin) -> {
                if (path.startsWith(below + ".")) {
                    origins.put(key + path.substring(below.length()), origin);
                }
            });
            tree.set(key, keys.put("name", name));
            origins.put(key + ".name", origins.getOrDefault(below, "configuration"));
        }
        return this;
    }

    /**
     * The same, where the record can be said by one word: {@code key: {name: word}} stands for {@code key: {name: name, first: word}}.
     *
     * @param first the component that the word is for
     */
    public Settings nameBeside(String key, String name, String first) {
        JsonNode word = alone(key, name);
        if (word != null && word.isString()) {
            String below = key + "." + name;
            tree.set(key, tree.objectNode().put("name", name).set(first, word));
            origins.put(key + ".name", origins.getOrDefault(below, "configuration"));
            origins.put(key + "." + first, origins.getOrDefault(below, "configuration"));
        }
        return nameBeside(key, name);
    }

    /** What stands under a name that is all that stands under a key; null where that is not so. */
    private @Nullable JsonNode alone(String key, String name) {
        return tree.get(key) instanceof ObjectNode group && group.size() == 1 ? group.get(name) : null;
    }

    /**
     * The defaults with the settings in place of what they name.
     *
     * @throws HualeException listing every unknown key (with the nearest known one), every value of the wrong kind and
     *     every value out of its range
     */
    public <T extends Record> T into(T defaults) {
        RecordReader reader = new RecordReader(defaults, origins);
        T result = reader.read(defaults, tree);
        List<String> all = new ArrayList<>(problems);
        all.addAll(reader.problems());
        if (!all.isEmpty()) {
            throw new HualeException(String.join(System.lineSeparator(), all));
        }
        return result;
    }

    /** Whether a value was given for the key or for one below it, rightly or wrongly. */
    public boolean mention(String key) {
        return origins.containsKey(key);
    }

    /** The name that was given under a key of the first level for a record that has names; empty where none was. */
    public Optional<String> named(String key) {
        return nameOf(tree.get(key));
    }

    /** The keys of all values of that name, at a key of the first level and in all groups below it: {@code strategy.late}. */
    public List<String> named(String key, String name) {
        List<String> found = new ArrayList<>();
        addNamed(key, tree.get(key), name, found);
        return found;
    }

    private static void addNamed(String key, @Nullable JsonNode node, String name, List<String> found) {
        if (nameOf(node).equals(Optional.of(name))) {
            found.add(key);
        }
        if (node instanceof ObjectNode keys) {
            keys.properties().stream()
                    .filter(it -> it.getValue().isObject())
                    .forEach(it -> addNamed(key + "." + it.getKey(), it.getValue(), name, found));
        }
    }

    private static Optional<String> nameOf(@Nullable JsonNode node) {
        JsonNode name = node instanceof ObjectNode keys ? keys.get(keys.has("name") ? "name" : Presets.WORD) : node;
        return name != null && name.isString() ? Optional.of(name.stringValue()) : Optional.empty();
    }

    private record Place(String path, String origin) {
        Place at(String name) {
            return new Place(path.isEmpty() ? name : path + "." + name, origin);
        }
    }

    private void merge(ObjectNode into, ObjectNode from, Place place) {
        for (Map.Entry<String, JsonNode> entry : from.properties()) {
            Place child = place.at(entry.getKey());
            if (entry.getValue() instanceof ObjectNode right) {
                merge(group(into, entry.getKey(), child), right, child);
            } else {
                into.set(entry.getKey(), entry.getValue());
                origins.keySet().removeIf(path -> path.startsWith(child.path() + "."));
            }
            origins.put(child.path(), child.origin());
        }
    }

    /** What is there to be changed: the keys given before, or what was, as keys. */
    private ObjectNode group(ObjectNode into, String name, Place place) {
        JsonNode before = into.get(name);
        if (before instanceof ObjectNode keys) {
            return keys;
        }
        if (before instanceof ArrayNode list && !holdsDifferentWords(list)) {
            problem(place.origin() + ": " + place.path() + ": " + list + " is a list; give it whole");
            return VALUES.createObjectNode();
        }
        ObjectNode keys = into.putObject(name);
        String origin = origins.getOrDefault(place.path(), place.origin());
        asKeys(before).forEach((key, value) -> {
            keys.set(key, value);
            origins.put(place.at(key).path(), origin);
        });
        return keys;
    }

    private static boolean holdsDifferentWords(ArrayNode list) {
        return list.valueStream().allMatch(JsonNode::isString)
                && list.valueStream().distinct().count() == list.size();
    }

    /** A word is a preset, and each word of a list a key without a value, as labels are that are names themselves. */
    private static Map<String, JsonNode> asKeys(@Nullable JsonNode given) {
        if (given instanceof ArrayNode words) {
            Map<String, JsonNode> keys = new LinkedHashMap<>();
            words.forEach(word -> keys.put(word.stringValue(), NullNode.getInstance()));
            return keys;
        }
        return given != null && given.isString() ? Map.of(Presets.WORD, given) : Map.of();
    }
}
