package org.huale.weights;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.problem.HualeException;
import org.huale.storage.ParserWords;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON part of a safetensors file; offsets count from the first byte after it. */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** One tensor's line. */
    record Entry(String name, ElementType type, long[] shape, long begin, long end) {
        /** Checks only this line; whether the lines fit together is {@link #checkLayout}. */
        Entry {
            if (begin < 0 || end < begin || end - begin != sizeOf(name, type, shape)) {
                throw new HualeException("tensor " + Printable.of(name) + ": " + type + " " + Arrays.toString(shape)
                        + " takes " + sizeOf(name, type, shape) + " bytes, but stands at " + begin + " to " + end);
            }
        }

        private static int sizeOf(String name, ElementType type, long[] shape) {
            try {
                return TensorData.byteSize(type, shape);
            } catch (IllegalArgumentException e) {
                throw new HualeException("tensor " + Printable.of(name) + ": " + e.getMessage(), e);
            }
        }
    }

    /** Refuses tensors that overlap, leave gaps or do not end where the file ends. */
    void checkLayout(long dataBytes) {
        List<Entry> inFileOrder = new ArrayList<>(entries);
        inFileOrder.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long expected = 0;
        for (Entry entry : inFileOrder) {
            if (entry.begin() != expected) {
                throw new HualeException("tensor " + Printable.of(entry.name()) + " begins at byte " + entry.begin()
                        + ", but the one before it ends at " + expected);
            }
            expected = entry.end();
        }
        if (expected != dataBytes) {
            throw new HualeException("the tensors take " + expected + " bytes, but the file holds " + dataBytes);
        }
    }

    static SafetensorsHeader parse(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            List<Entry> entries = new ArrayList<>();
            Map<String, String> metadata = new LinkedHashMap<>();
            expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                if (name.equals(METADATA)) {
                    metadata.putAll(parseMetadata(parser));
                } else {
                    entries.add(parseEntry(parser, name));
                }
            }
            expect(parser, parser.currentToken(), JsonToken.END_OBJECT);
            checkEnd(parser.nextToken());
            return new SafetensorsHeader(entries, metadata);
        } catch (JacksonException e) {
            throw new HualeException("the safetensors header is no valid JSON: " + ParserWords.of(e), e);
        }
    }

    private static void checkEnd(@Nullable JsonToken token) {
        if (token != null) {
            throw new HualeException("the safetensors header continues after its closing brace");
        }
    }

    private static Map<String, String> parseMetadata(JsonParser parser) {
        Map<String, String> metadata = new LinkedHashMap<>();
        expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            expect(parser, parser.nextToken(), JsonToken.VALUE_STRING);
            metadata.put(key, parser.getString());
        }
        return metadata;
    }

    private static Entry parseEntry(JsonParser parser, String name) {
        String type = "";
        long[] shape = null;
        long[] offsets = {};
        expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            switch (key) {
                case "dtype" -> type = string(parser);
                case "shape" -> shape = longs(parser);
                case "data_offsets" -> offsets = longs(parser);
                default ->
                    throw new HualeException(
                            "tensor " + Printable.of(name) + ": unknown property " + Printable.of(key));
            }
        }
        if (shape == null || offsets.length != 2) {
            throw new HualeException(
                    "tensor " + Printable.of(name) + ": needs a shape and two numbers as data_offsets");
        }
        return new Entry(name, elementType(name, type), shape, offsets[0], offsets[1]);
    }

    private static ElementType elementType(String name, String type) {
        return ElementType.ofSafetensorsName(type)
                .orElseThrow(() ->
                        new HualeException("tensor " + Printable.of(name) + ": element type \"" + Printable.of(type)
                                + "\" is not known; known are "
                                + Arrays.stream(ElementType.values())
                                        .map(ElementType::safetensorsName)
                                        .toList()));
    }

    private static String string(JsonParser parser) {
        expect(parser, parser.nextToken(), JsonToken.VALUE_STRING);
        return parser.getString();
    }

    private static long[] longs(JsonParser parser) {
        List<Long> values = new ArrayList<>();
        expect(parser, parser.nextToken(), JsonToken.START_ARRAY);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser, parser.currentToken(), JsonToken.VALUE_NUMBER_INT);
            values.add(parser.getLongValue());
        }
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    private static void expect(JsonParser parser, @Nullable JsonToken found, JsonToken wanted) {
        if (found != wanted) {
            throw new HualeException("the safetensors header has " + found + " where " + wanted
                    + " is expected, at byte " + parser.currentLocation().getByteOffset());
        }
    }

    byte[] toJson() {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(json)) {
            out.writeStartObject();
            if (!metadata.isEmpty()) {
                out.writeObjectPropertyStart(METADATA);
                metadata.forEach(out::writeStringProperty);
                out.writeEndObject();
            }
            entries.forEach(entry -> write(out, entry));
            out.writeEndObject();
        }
        return json.toByteArray();
    }

    private static void write(JsonGenerator out, Entry entry) {
        out.writeObjectPropertyStart(entry.name());
        out.writeStringProperty("dtype", entry.type().safetensorsName());
        out.writeName("shape");
        out.writeArray(entry.shape(), 0, entry.shape().length);
        out.writeName("data_offsets");
        out.writeArray(new long[] {entry.begin(), entry.end()}, 0, 2);
        out.writeEndObject();
    }
}
