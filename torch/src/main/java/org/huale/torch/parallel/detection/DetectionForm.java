package org.huale.torch.parallel.detection;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.huale.detect.Detections;
import org.jspecify.annotations.Nullable;

/** Detections with their evidence, if they have one. */
final class DetectionForm implements Form<Detections> {
    private final VectorForm numbers = new VectorForm();

    @Override
    public void write(Detections found, DataOutputStream out) throws IOException {
        out.writeInt(found.count());
        for (int classIndex : found.classes()) {
            out.writeInt(classIndex);
        }
        numbers.write(found.boxes(), out);
        numbers.write(found.confidences(), out);
        Detections.Evidence evidence = found.evidence();
        out.writeBoolean(evidence != null);
        if (evidence != null) {
            write(evidence, out);
        }
    }

    private void write(Detections.Evidence evidence, DataOutputStream out) throws IOException {
        numbers.write(evidence.probabilities(), out);
        numbers.write(evidence.proposals(), out);
        numbers.write(evidence.features(), out);
        numbers.writeNullable(evidence.localizationVariances(), out);
        numbers.writeNullable(evidence.suppressed(), out);
    }

    @Override
    public Detections read(DataInputStream in) throws IOException {
        int[] classes = new int[in.readInt()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = in.readInt();
        }
        return new Detections(numbers.read(in), classes, numbers.read(in), evidence(in));
    }

    private Detections.@Nullable Evidence evidence(DataInputStream in) throws IOException {
        return in.readBoolean()
                ? new Detections.Evidence(
                        numbers.read(in),
                        numbers.read(in),
                        numbers.read(in),
                        numbers.readNullable(in),
                        numbers.readNullable(in))
                : null;
    }
}
