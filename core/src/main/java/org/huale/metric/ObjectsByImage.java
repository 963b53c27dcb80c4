package org.huale.metric;

/** Where the objects of one class lie in each image, as positions in the groups; one of a thread, refilled for each class. */
public final class ObjectsByImage {
    private final GroupedInput grouped;
    private final int[] from;
    private final int[] to;

    public ObjectsByImage(GroupedInput grouped) {
        this.grouped = grouped;
        from = new int[grouped.truth().images().size()];
        to = new int[from.length];
    }

    public void fill(int classIndex) {
        for (int p = grouped.objects().start(classIndex); p < grouped.objects().start(classIndex + 1); p++) {
            int image = image(p);
            if (to[image] == 0) {
                from[image] = p;
            }
            to[image] = p + 1;
        }
    }

    /** Forgets the class that was filled in, in time proportional to its objects. */
    public void clear(int classIndex) {
        for (int p = grouped.objects().start(classIndex); p < grouped.objects().start(classIndex + 1); p++) {
            from[image(p)] = 0;
            to[image(p)] = 0;
        }
    }

    private int image(int position) {
        return grouped.truth().image().get(grouped.objects().row(position));
    }

    public int from(int image) {
        return from[image];
    }

    /** One past the last. */
    public int to(int image) {
        return to[image];
    }
}
