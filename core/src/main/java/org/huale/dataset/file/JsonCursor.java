package org.huale.dataset.file;

import java.util.OptionalLong;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Walks JSON text token by token; what nobody asks for is passed over without being held in memory. */
public final class JsonCursor {
    private static final int SHOWN = 80;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // the rest of the file
            .build();
    private final JsonParser parser;

    /** What to do with the value of a key or an element; must leave the cursor at the value's last token. */
    public interface Visitor {
        void visit(String key);
    }

    JsonCursor(JsonParser parser) {
        this.parser = parser;
    }

    /** Visits each key of the object that the cursor stands at. */
    public void object(Visitor visitor) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            visitor.visit(key);
        }
    }

    /** Runs the visitor at each element of the array that the cursor stands at, with its position; how many there were. */
    public int array(IntConsumer visitor) {
        if (!isArray()) {
            throw new IllegalStateException(
                    "no list is here, but " + token()); // its end would be looked for without end
        }
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            visitor.accept(count++);
        }
        return count;
    }

    public boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    public boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    public boolean isNumber() {
        JsonToken token = parser.currentToken();
        return token != null && token.isNumeric();
    }

    /** A whole number of more than 64 bits. */
    public boolean isHuge() {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER;
    }

    public boolean isText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    public boolean isTrue() {
        return parser.currentToken() == JsonToken.VALUE_TRUE;
    }

    public boolean isFalse() {
        return parser.currentToken() == JsonToken.VALUE_FALSE;
    }

    public boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** What kind of token is here, for messages. */
    public String token() {
        return String.valueOf(parser.currentToken());
    }

    /** The text of the token here, for messages; shortened where it is long. */
    public String shown() {
        String text = String.valueOf(parser.getString());
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    /** Passes over the value here. */
    public void skip() {
        parser.skipChildren();
    }

    /** The number here, infinite where too large; NaN, after passing over it, where the value is none. */
    public double number() {
        if (isNumber()) {
            return parser.getDoubleValue();
        }
        skip();
        return Double.NaN;
    }

    /** The whole number here; empty, after passing over it, where the value is none of 64 bits. */
    public OptionalLong wholeNumber() {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT && !isHuge()) {
            return OptionalLong.of(parser.getLongValue());
        }
        double value = number();
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
        return whole ? OptionalLong.of((long) value) : OptionalLong.empty();
    }

    /**
     * The number that an id here stands for: a whole number itself, also where it is written as a text; of other texts and of
     * numbers that do not fit 64 bits the one that {@link IdNumbers} gives them. Empty, after passing over it, where the value
     * is no id.
     */
    public OptionalLong id() {
        if (isText() || isHuge()) {
            return OptionalLong.of(IdNumbers.of(parser.getString()));
        }
        return wholeNumber();
    }

    /** The text here; null, after passing over it, where the value is none. */
    @Nullable
    public String text() {
        if (isText()) {
            return parser.getString();
        }
        skip();
        return null;
    }

    /** The value here as a whole, for parts of a file that are small enough to be held in memory. */
    public JsonNode tree() {
        return MAPPER.readTree(parser);
    }

    /** Line and column, for messages. */
    public String place() {
        TokenStreamLocation here = parser.currentTokenLocation();
        return " (line " + here.getLineNr() + ", column " + here.getColumnNr() + ")";
    }
}
