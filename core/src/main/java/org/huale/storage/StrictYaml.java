package org.huale.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * YAML that people write: one document, in which a key may stand once, as nobody means one of two values to be lost, and without
 * aliases, which the parser would take for the text of their names. {@code ~}, {@code Null} and {@code NULL} without quotes are null.
 */
public final class StrictYaml {
    private static final YAMLMapper MAPPER = YAMLMapper.builder(YAMLFactory.builder()
                    .loadSettings(LoadSettings.builder().setSchema(new Words()).build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private StrictYaml() {}

    /** JSON's words, and the others that YAML has for null; by the schema with all of YAML's, 010 would be read as 8. */
    private static final class Words extends JsonSchema {
        private static final Set<String> NULL = Set.of("~", "Null", "NULL");

        @Override
        public ScalarResolver getScalarResolver() {
            ScalarResolver json = super.getScalarResolver();
            return (text, plain) -> plain && NULL.contains(text) ? Tag.NULL : json.resolve(text, plain);
        }
    }

    /**
     * What a word of YAML says; a missing node where it is blank.
     *
     * @param name of the word, for messages
     * @throws HualeException where it has an alias
     */
    public static JsonNode of(String text, String name) {
        JsonNode tree = MAPPER.readTree(text);
        requireNoAlias(text, name);
        return tree;
    }

    private static void requireNoAlias(String text, String name) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                    throw new HualeException(name + ": *" + yaml.getString() + place(yaml.currentTokenLocation())
                            + ": aliases are not read; write the value out");
                }
            }
        }
    }

    /**
     * What a file says, in UTF-8 with or without its mark; a missing node where it is blank.
     *
     * @throws HualeException where it is no YAML or has an alias, with the line and column, or cannot be read
     */
    public static JsonNode read(Path file) {
        try {
            return of(InputFile.text(file), file.toString());
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (JacksonException e) {
            throw new HualeException(file + ": not YAML: " + ParserWords.of(e) + place(e.getLocation()), e);
        }
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
