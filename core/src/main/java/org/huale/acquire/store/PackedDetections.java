package org.huale.acquire.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * Detections as little-endian bytes: N, boxes, classes, confidences, then for each kept part of the evidence its length, -1
 * where the detector does not give it, and its numbers.
 *
 * @param kept parts in the order of the enum
 */
record PackedDetections(List<EvidencePart> kept) implements Packing<Detections> {
    private static final float[] NOT_KEPT = new float[0];
    private static final int ABSENT = -1;

    /** @throws HualeException where a part to be kept is not there; variances and what was suppressed may be missing */
    @Override
    public byte[] pack(Detections detections) {
        Map<EvidencePart, float @Nullable []> parts = parts(detections);
        int floats = detections.count() * 5;
        for (float[] part : parts.values()) {
            floats += part == null ? 0 : part.length;
        }
        byte[] packed = new byte[Integer.BYTES * (1 + detections.count() + parts.size() + floats)];
        ByteBuffer bytes = buffer(packed);
        bytes.putInt(detections.count());
        put(bytes, detections.boxes());
        for (int classIndex : detections.classes()) {
            bytes.putInt(classIndex);
        }
        put(bytes, detections.confidences());
        for (float[] part : parts.values()) {
            bytes.putInt(part == null ? ABSENT : part.length);
            put(bytes, part == null ? NOT_KEPT : part);
        }
        return packed;
    }

    @Override
    public Detections unpack(byte[] packed) {
        ByteBuffer bytes = buffer(packed);
        int count = bytes.getInt();
        float[] boxes = floats(bytes, 4 * count);
        int[] classes = new int[count];
        for (int i = 0; i < count; i++) {
            classes[i] = bytes.getInt();
        }
        float[] confidences = floats(bytes, count);
        Map<EvidencePart, float @Nullable []> parts = new EnumMap<>(EvidencePart.class);
        for (EvidencePart part : kept) {
            int length = bytes.getInt();
            parts.put(part, length == ABSENT ? null : floats(bytes, length));
        }
        return new Detections(boxes, classes, confidences, kept.isEmpty() ? null : evidence(parts));
    }

    private static Detections.Evidence evidence(Map<EvidencePart, float @Nullable []> parts) {
        return new Detections.Evidence(
                present(parts.get(EvidencePart.PROBABILITIES)),
                present(parts.get(EvidencePart.PROPOSALS)),
                present(parts.get(EvidencePart.FEATURES)),
                parts.get(EvidencePart.VARIANCES),
                parts.get(EvidencePart.SUPPRESSED));
    }

    private static float[] present(float @Nullable [] part) {
        return part == null ? NOT_KEPT : part;
    }

    private Map<EvidencePart, float @Nullable []> parts(Detections detections) {
        Map<EvidencePart, float @Nullable []> parts = new EnumMap<>(EvidencePart.class);
        for (EvidencePart part : kept) {
            parts.put(part, part(detections, part));
        }
        return parts;
    }

    private static float @Nullable [] part(Detections detections, EvidencePart part) {
        Detections.Evidence evidence = detections.evidence();
        float[] values = evidence == null
                ? null
                : switch (part) {
                    case PROBABILITIES -> evidence.probabilities();
                    case PROPOSALS -> evidence.proposals();
                    case FEATURES -> evidence.features();
                    case VARIANCES -> evidence.localizationVariances();
                    case SUPPRESSED -> evidence.suppressed();
                };
        return part.isDispensable() ? values : required(values, detections, part);
    }

    private static float[] required(float @Nullable [] values, Detections detections, EvidencePart part) {
        if (present(values).length == 0 && detections.count() > 0) {
            throw new HualeException(
                    "the detector gives no " + part.name().toLowerCase(Locale.ROOT) + ", which the strategy needs");
        }
        return present(values);
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void put(ByteBuffer bytes, float[] values) {
        bytes.asFloatBuffer().put(values);
        bytes.position(bytes.position() + Float.BYTES * values.length);
    }

    private static float[] floats(ByteBuffer bytes, int count) {
        float[] values = new float[count];
        bytes.asFloatBuffer().get(values);
        bytes.position(bytes.position() + Float.BYTES * count);
        return values;
    }
}
