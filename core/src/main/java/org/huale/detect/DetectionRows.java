package org.huale.detect;

/** Tables with a row for each detection, as one array after the other. */
final class DetectionRows {

    private DetectionRows() {}

    /**
     * Some rows of a table; none of a table of no columns.
     *
     * @param count rows of the table
     * @param kept their numbers, in the order wanted
     */
    static float[] of(float[] table, int count, int[] kept) {
        int width = count == 0 ? 0 : table.length / count;
        float[] rows = new float[width * kept.length];
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(table, kept[i] * width, rows, i * width, width);
        }
        return rows;
    }
}
