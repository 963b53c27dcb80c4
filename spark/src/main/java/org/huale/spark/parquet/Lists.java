package org.huale.spark.parquet;

import org.apache.parquet.example.data.Group;
import org.jspecify.annotations.Nullable;

/** Lists of numbers, and lists of such lists, in Parquet's form of three levels; a list that is not there is null. */
final class Lists {
    private static final String LIST = "list";
    private static final String ELEMENT = "element";

    private Lists() {}

    /** @param type {@code float} or {@code int32} */
    static String column(String name, String type) {
        return " optional group " + name + " (LIST) { repeated group list { required " + type + " element; } }";
    }

    static String columnOfLists(String name) {
        return " optional group " + name + " (LIST) { repeated group list { required group element (LIST)"
                + " { repeated group list { required float element; } } } }";
    }

    static void put(Group row, String column, float @Nullable [] values) {
        if (values != null) {
            put(row.addGroup(column), values, 0, values.length);
        }
    }

    static void put(Group row, String column, int[] values) {
        Group list = row.addGroup(column);
        for (int value : values) {
            list.addGroup(LIST).append(ELEMENT, value);
        }
    }

    /** @param flat {@code [count D]} */
    static void put(Group row, String column, float @Nullable [] flat, int count) {
        if (flat == null) {
            return;
        }
        Group lists = row.addGroup(column);
        int length = count == 0 ? 0 : flat.length / count;
        for (int i = 0; i < count; i++) {
            put(lists.addGroup(LIST).addGroup(ELEMENT), flat, i * length, length);
        }
    }

    private static void put(Group list, float[] values, int from, int length) {
        for (int i = from; i < from + length; i++) {
            list.addGroup(LIST).append(ELEMENT, values[i]);
        }
    }

    static int[] ints(Group row, String column) {
        Group list = row.getGroup(column, 0);
        int[] values = new int[list.getFieldRepetitionCount(LIST)];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.getGroup(LIST, i).getInteger(ELEMENT, 0);
        }
        return values;
    }

    static float @Nullable [] floats(Group row, String column) {
        return isThere(row, column) ? floats(row.getGroup(column, 0)) : null;
    }

    /** All lists of a column one after the other. */
    static float @Nullable [] flat(Group row, String column) {
        if (!isThere(row, column)) {
            return null;
        }
        Group lists = row.getGroup(column, 0);
        int count = lists.getFieldRepetitionCount(LIST);
        float[][] values = new float[count][];
        int length = 0;
        for (int i = 0; i < count; i++) {
            values[i] = floats(lists.getGroup(LIST, i).getGroup(ELEMENT, 0));
            length += values[i].length;
        }
        return joined(values, length);
    }

    private static float[] joined(float[][] parts, int length) {
        float[] whole = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }

    private static float[] floats(Group list) {
        float[] values = new float[list.getFieldRepetitionCount(LIST)];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.getGroup(LIST, i).getFloat(ELEMENT, 0);
        }
        return values;
    }

    private static boolean isThere(Group row, String column) {
        return row.getType().containsField(column) && row.getFieldRepetitionCount(column) > 0;
    }
}
