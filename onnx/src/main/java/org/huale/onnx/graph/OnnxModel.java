package org.huale.onnx.graph;

import com.google.protobuf.CodedOutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.huale.onnx.graph.OnnxFields.Entry;
import org.huale.onnx.graph.OnnxFields.Graph;
import org.huale.onnx.graph.OnnxFields.Model;
import org.huale.onnx.graph.OnnxFields.Opset;
import org.huale.onnx.graph.OnnxFields.Value;
import org.huale.storage.WholeFile;

/**
 * A whole model: a graph and what is said of it.
 *
 * @param opset version of ONNX's operators that the graph is of
 * @param metadata words by key
 */
public record OnnxModel(GraphBuilder graph, int opset, Map<String, String> metadata) {
    private static final int IR_VERSION = 9; // of ONNX 1.15; opsets to 20
    private static final String PRODUCER = "HUALE";

    /** @throws org.huale.problem.HualeException where the file cannot be written; it is then as it was before */
    public void write(Path file) {
        ProtoMessage model = message();
        WholeFile.write(file, channel -> {
            CodedOutputStream out = CodedOutputStream.newInstance(Channels.newOutputStream(channel));
            model.writeTo(out);
            out.flush();
        });
    }

    public byte[] toBytes() {
        return message().toBytes();
    }

    private ProtoMessage message() {
        ProtoMessage model = new ProtoMessage()
                .number(Model.IR_VERSION, IR_VERSION)
                .text(Model.PRODUCER_NAME, PRODUCER)
                .message(Model.GRAPH, graph.message())
                .message(
                        Model.OPSET_IMPORT,
                        new ProtoMessage().text(Opset.DOMAIN, "").number(Opset.VERSION, opset));
        new TreeMap<>(metadata)
                .forEach((key, value) -> model.message(
                        Model.METADATA, new ProtoMessage().text(Entry.KEY, key).text(Entry.VALUE, value)));
        return model;
    }

    /**
     * What to put after the bytes of a model so that inner values become outputs too: readers of protobuf merge a second graph
     * into the first.
     */
    public static byte[] furtherOutputs(Collection<String> values) {
        ProtoMessage graph = new ProtoMessage();
        values.forEach(value -> graph.message(Graph.OUTPUT, new ProtoMessage().text(Value.NAME, value)));
        return new ProtoMessage().message(Model.GRAPH, graph).toBytes();
    }
}
