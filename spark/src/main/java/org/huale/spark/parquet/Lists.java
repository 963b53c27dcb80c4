package org.huale.spark.parquet;

import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.parquet.example.data.Group;
import org.jspecify.annotations.Nullable;

/** Lists of numbers, and lists of such lists, in Parquet's form of three levels; a list that is not there is null. */
final class Lists {
    /** Said of a row that lacks what is always there, with the name of the column. */
    static final String NOTHING = "nothing in the column ";

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

    static int @Nullable [] ints(Group row, String column) {
        if (!isThere(row, column)) {
            return null;
        }
        return taken(column, "a list of int32", () -> ints(row.getGroup(column, 0)));
    }

    private static int[] ints(Group list) {
        int[] values = new int[list.getFieldRepetitionCount(LIST)];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.getGroup(LIST, i).getInteger(ELEMENT, 0);
        }
        return values;
    }

    static float @Nullable [] floats(Group row, String column) {
        return isThere(row, column) ? taken(column, "a list of floats", () -> floats(row.getGroup(column, 0))) : null;
    }

    /** Programs of others may write other kinds of numbers, such as doubles. */
    private static <T> T taken(String column, String form, Supplier<T> values) {
        try {
            return values.get();
        } catch (ClassCastException | UnsupportedOperationException e) { // as Parquet says it
            throw new IllegalArgumentException("the column " + column + " must be " + form, e);
        }
    }

    /**
     * All lists of a column one after the other.
     *
     * @param count how many there must be, equally long
     */
    static float @Nullable [] flat(Group row, String column, int count) {
        if (!isThere(row, column)) {
            return null;
        }
        float[][] lists = taken(column, "lists of floats", () -> lists(row.getGroup(column, 0)));
        if (lists.length != count || Arrays.stream(lists).anyMatch(it -> it.length != lists[0].length)) {
            throw new IllegalArgumentException(
                    "the column " + column + " must have a list for each entry of classes, all equally long");
        }
        return joined(lists);
    }

    private static float[][] lists(Group column) {
        float[][] lists = new float[column.getFieldRepetitionCount(LIST)][];
        for (int i = 0; i < lists.length; i++) {
            lists[i] = floats(column.getGroup(LIST, i).getGroup(ELEMENT, 0));
        }
        return lists;
    }

    /** Lists of one length. */
    private static float[] joined(float[][] lists) {
        int length = lists.length == 0 ? 0 : lists[0].length;
        float[] whole = new float[length * lists.length];
        for (int i = 0; i < lists.length; i++) {
            System.arraycopy(lists[i], 0, whole, i * length, length);
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
