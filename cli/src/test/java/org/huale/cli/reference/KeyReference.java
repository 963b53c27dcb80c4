package org.huale.cli.reference;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huale.acquire.StrategyChoice;
import org.huale.app.run.RunConfig;
import org.huale.command.CommandTemplate;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.DatasetFormats;
import org.huale.detect.provider.DetectorChoice;
import org.huale.detect.provider.DetectorProvider;
import org.huale.torch.FasterRcnnProvider;
import org.huale.torch.train.TrainingOptions;
import org.jspecify.annotations.Nullable;

/** The page of all keys of a run, from the records that hold them and the comments of those. */
final class KeyReference {
    private static final String TABLE = ReferenceTable.header("key", "default", "values", "meaning");

    private final StringBuilder page = new StringBuilder();
    private final Map<String, String> defaults = new LinkedHashMap<>();

    private KeyReference() {}

    static String text() {
        KeyReference reference = new KeyReference();
        reference.page.append("""
                # Keys

                Every key that `huale run` takes, in a file or as `KEY=VALUE`. `huale train` takes those below `training` and `detector`, with `seed`,
                `device` and `threads`. In a file, keys stand below one another, `training: {iterations: 1000}`; with dots they are words of the command line.
                This page is written by the build from the program: change the comments of the records instead.

                Defaults of `detector` are those of `mobilenet-v2-fpn`; [other models](#models-of-detector) bring their own. Defaults of `training` are
                those of the recipe `few-labels` in a run and `torchvision` in `huale train` ([recipes](#recipes-of-training)). A key with names, such as
                `training.loss`, takes a name for all keys below it.

                """);
        reference.sections(RunConfig.defaults());
        reference.command();
        reference.strategies();
        reference.differences(
                "Models of `detector`", "detector.", new FasterRcnnProvider().models(), DetectorChoice::named);
        reference.differences("Recipes of `training`", "training.", TrainingOptions.names(), TrainingOptions::named);
        return reference.page.toString();
    }

    private void sections(Record config) {
        page.append("## A run\n\n").append(TABLE);
        for (RecordComponent component : config.getClass().getRecordComponents()) {
            if (!(value(component, config) instanceof Record)) {
                row(component.getName(), component, config);
            }
        }
        for (RecordComponent component : config.getClass().getRecordComponents()) {
            if (value(component, config) instanceof Record group) {
                section(component, config, group);
            }
        }
    }

    private void section(RecordComponent component, Record config, Record group) {
        String name = component.getName();
        page.append("\n## `").append(name).append("`\n\n");
        page.append(sentence(said(component, config))).append("\n\n").append(TABLE);
        if (hasNames(group.getClass())) {
            named(name, component, config, group);
        }
        keys(name + ".", group, !(group instanceof StrategyChoice));
    }

    /** The keys of a detector that programs of the user's own train and ask. */
    private void command() {
        DetectorChoice command = DetectorChoice.named("command");
        page.append("\n## `detector` with `name: command`\n\n").append(TABLE);
        keys("detector.", command.options(), true);
        keys("training.", (Record) command.training().defaults(), true);
    }

    private void strategies() {
        for (String name : StrategyChoice.names()) {
            Record options = StrategyChoice.named(name).options();
            if (isHuales(options) && options.getClass().getRecordComponents().length > 0) {
                page.append("\n## `strategy` with `name: ")
                        .append(name)
                        .append("`\n\n")
                        .append(TABLE);
                keys("strategy.", options, true);
            }
        }
    }

    /** The defaults in which named values of one record differ. */
    private void differences(String title, String prefix, List<String> names, Function<String, Record> named) {
        Map<String, Map<String, String>> byKey = new TreeMap<>();
        for (String name : names) {
            KeyReference one = new KeyReference();
            one.keys(prefix, named.apply(name), true);
            one.defaults.forEach((key, value) -> byKey.computeIfAbsent(key, it -> new TreeMap<>())
                    .merge(value, "`" + name + "`", (some, more) -> some + ", " + more));
        }
        page.append("\n## ").append(title).append("\n\n").append(ReferenceTable.header("key", "default"));
        byKey.forEach((key, values) -> {
            if (values.size() > 1) {
                page.append(ReferenceTable.row("`" + key + "`", words(values)));
            }
        });
    }

    private static String words(Map<String, String> namesByValue) {
        return namesByValue.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    private void keys(String prefix, Record record, boolean spread) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            if (component.getType() == Record.class) {
                if (spread) {
                    keys(prefix, options(component, record), true);
                }
            } else if (!component.getName().equals("name") || !hasNames(record.getClass())) {
                key(prefix + component.getName(), component, record);
            }
        }
    }

    private void key(String key, RecordComponent component, Record owner) {
        Object value = value(component, owner);
        if (value instanceof Record group) {
            if (hasNames(group.getClass())) {
                named(key, component, owner, group);
            }
            keys(key + ".", group, true);
        } else if (value instanceof Map<?, ?> map && map.values().stream().allMatch(Record.class::isInstance)) {
            map.forEach((name, group) -> {
                if (isHuales((Record) group)) {
                    keys(key + "." + name + ".", (Record) group, true);
                }
            });
        } else {
            row(key, component, owner);
        }
    }

    private void named(String key, RecordComponent component, Record owner, Record group) {
        List<String> names = ((List<?>) call(group.getClass(), "names"))
                .stream()
                        .map(String::valueOf)
                        .filter(name -> isHuales((Record) call(group.getClass(), "named", name)))
                        .toList();
        String standard = names.stream()
                .filter(name -> group.equals(call(group.getClass(), "named", name)))
                .findFirst()
                .orElse("");
        line(key, standard, words(names), said(component, owner));
    }

    private void row(String key, RecordComponent component, Record owner) {
        String standard = key.equals("threads") ? "all processors" : text(value(component, owner));
        line(key, standard, values(component.getType()), said(component, owner));
    }

    private void line(String key, String standard, String values, String meaning) {
        defaults.put(key, standard);
        page.append(ReferenceTable.row("`" + key + "`", standard, values, meaning));
    }

    private static String said(RecordComponent component, Record owner) {
        return Javadoc.components(owner.getClass())
                .getOrDefault(component.getName(), Javadoc.summary(owner.getClass()));
    }

    private static String sentence(String words) {
        return words.isEmpty() ? "" : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    private static String values(Class<?> type) {
        if (type.isEnum()) {
            return words(Arrays.asList(type.getEnumConstants()));
        }
        if (type == boolean.class) {
            return "`true`, `false`";
        }
        if (type == int.class || type == long.class) {
            return "whole number";
        }
        if (type == DatasetFormat.class) {
            return words(DatasetFormats.all().stream()
                    .filter(format -> !format.prefix().equals("toy")) // of core's tests
                    .toList());
        }
        if (type == CommandTemplate.class) {
            return "line, list of words";
        }
        return type == double.class ? "number" : type == String.class ? "text" : "list";
    }

    private static String words(List<?> values) {
        return values.stream().map(value -> "`" + text(value) + "`").collect(Collectors.joining(", "));
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof DatasetFormat format) {
            return format.prefix();
        }
        if (value instanceof Double number) {
            return Double.isFinite(number)
                    ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                    : "" + number;
        }
        if (value instanceof double[] numbers) {
            return text(Arrays.stream(numbers).boxed().toList());
        }
        if (value instanceof int[] numbers) {
            return text(IntStream.of(numbers).boxed().toList());
        }
        if (value instanceof List<?> list) {
            return list.stream().map(KeyReference::text).collect(Collectors.joining(", ", "[", "]"));
        }
        return value == null ? "" : value.toString();
    }

    /** Not one of those that core's tests bring, which are on the class path where the tests are. */
    private static boolean isHuales(Record options) {
        return !options.getClass().getPackageName().endsWith(".own")
                && !(options instanceof DetectorProvider.NoOptions)
                && Arrays.stream(options.getClass().getRecordComponents())
                        .filter(component -> component.getType() == Record.class)
                        .allMatch(component -> isHuales(options(component, options)));
    }

    private static boolean hasNames(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("names"));
    }

    private static Object call(Class<?> type, String method, Object... arguments) {
        try {
            Class<?>[] types = Arrays.stream(arguments).map(Object::getClass).toArray(Class<?>[]::new);
            Method found = type.getDeclaredMethod(method, types);
            found.setAccessible(true);
            return found.invoke(null, arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Record options(RecordComponent component, Record owner) {
        return (Record) Objects.requireNonNull(value(component, owner));
    }

    private static @Nullable Object value(RecordComponent component, Record owner) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
