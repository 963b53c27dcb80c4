package org.huale.onnx.reading;

/** Boxes of one image with the scores of all classes each, decoded on asking. */
interface ScoredRows {

    /** How many boxes. */
    int count();

    /** Writes the K scores of a box, each in [0, 1]. */
    void scores(int row, float[] scores);

    RowBoxes boxes();

    /** Writes the distribution of a box over background and K classes. */
    void distribution(int row, float[] to, int at);
}
