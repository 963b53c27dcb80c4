package org.huale.metric;

import org.huale.problem.HualeException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Number and name of an image or category in a COCO file; the name is empty where there is none. */
record NamedId(long id, String name) {

    /** Reads the object whose opening brace is the current token. */
    static NamedId read(JsonParser json, String nameField, String place) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new HualeException(place + ": must be an object");
        }
        Long id = null;
        String name = "";
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
                id = json.getLongValue();
            } else if (field.equals(nameField) && value == JsonToken.VALUE_STRING) {
                name = json.getString();
            } else {
                json.skipChildren();
            }
        }
        if (id == null) {
            throw new HualeException(place + ": has no id, which must be a whole number");
        }
        return new NamedId(id, name);
    }
}
