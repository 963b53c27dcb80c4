package org.huale.onnx.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.huale.onnx.graph.OnnxFields.Attribute;
import org.huale.onnx.graph.OnnxFields.Function;
import org.huale.onnx.graph.OnnxFields.Graph;
import org.huale.onnx.graph.OnnxFields.Model;
import org.huale.onnx.graph.OnnxFields.Node;
import org.huale.onnx.graph.OnnxFields.SparseTensor;
import org.huale.onnx.graph.OnnxFields.Training;

/** Reads what a model says, in one pass that copies no weights. Graphs within nodes are looked through for weights and operators. */
final class ModelReading {
    private final ProtoCursor cursor;
    private final Map<String, String> metadata = new TreeMap<>();
    private final List<ValueReading> inputs = new ArrayList<>();
    private final List<ValueReading> outputs = new ArrayList<>();
    private final Map<String, List<Long>> weights = new HashMap<>();
    private final List<ExternalData> externals = new ArrayList<>();
    private final Set<String> operators = new TreeSet<>();
    private final Set<String> ownDomains = new TreeSet<>();
    private final Set<String> values = new HashSet<>();
    private String producer = "";
    private boolean hasGraph;

    ModelReading(byte[] bytes) throws IOException {
        this.cursor = new ProtoCursor(bytes);
        cursor.each(this::model);
    }

    private boolean model(int field) throws IOException {
        switch (field) {
            case Model.PRODUCER_NAME -> producer = cursor.text();
            case Model.GRAPH -> hasGraph = cursor.message(this::mainGraph);
            case Model.METADATA -> new TensorHead.TextEntry(cursor).addTo(metadata);
            case Model.TRAINING -> cursor.message(this::training);
            case Model.FUNCTIONS -> cursor.message(this::function);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean mainGraph(int field) throws IOException {
        switch (field) {
            case Graph.INPUT -> inputs.add(new ValueReading(cursor));
            case Graph.OUTPUT -> outputs.add(new ValueReading(cursor));
            default -> {
                return innerGraph(field);
            }
        }
        return true;
    }

    private boolean innerGraph(int field) throws IOException {
        return switch (field) {
            case Graph.NODE -> node();
            case Graph.INITIALIZER -> tensor();
            case Graph.SPARSE_INITIALIZER -> cursor.message(this::sparse);
            default -> false;
        };
    }

    private boolean training(int field) throws IOException {
        boolean isGraph = field == Training.INITIALIZATION || field == Training.ALGORITHM;
        return isGraph && cursor.message(this::innerGraph);
    }

    private boolean function(int field) throws IOException {
        switch (field) {
            case Function.DOMAIN -> ownDomains.add(cursor.text());
            case Function.NODE -> node();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean node() throws IOException {
        String[] operator = {"", ""};
        cursor.message(field -> {
            switch (field) {
                case Node.OUTPUT -> values.add(cursor.text());
                case Node.OPERATOR -> operator[1] = cursor.text();
                case Node.DOMAIN -> operator[0] = cursor.text();
                case Node.ATTRIBUTE -> cursor.message(this::attribute);
                default -> {
                    return false;
                }
            }
            return true;
        });
        boolean standard = operator[0].isEmpty() || operator[0].equals("ai.onnx");
        operators.add(standard ? operator[1] : operator[0] + "::" + operator[1]);
        return true;
    }

    private boolean attribute(int field) throws IOException {
        return switch (field) {
            case Attribute.TENSOR, Attribute.TENSORS -> tensor();
            case Attribute.GRAPH, Attribute.GRAPHS -> cursor.message(this::innerGraph);
            case Attribute.SPARSE_TENSOR, Attribute.SPARSE_TENSORS -> cursor.message(this::sparse);
            default -> false;
        };
    }

    private boolean sparse(int field) throws IOException {
        return (field == SparseTensor.VALUES || field == SparseTensor.INDICES) && tensor();
    }

    private boolean tensor() throws IOException {
        TensorHead tensor = new TensorHead(cursor);
        weights.put(tensor.name(), tensor.shape());
        tensor.external().ifPresent(externals::add);
        return true;
    }

    boolean hasGraph() {
        return hasGraph;
    }

    List<ExternalData> externals() {
        return externals;
    }

    ModelSummary summary() throws IOException {
        return new ModelSummary(
                producer,
                metadata,
                described(inputs, it -> !weights.containsKey(it)),
                described(outputs, it -> true),
                weights,
                operators,
                values);
    }

    /** Operators of domains that neither ONNX nor the file defines. */
    Set<String> foreignOperators(Set<String> knownDomains) {
        Set<String> foreign = new TreeSet<>(operators);
        foreign.removeIf(it -> !it.contains("::") || isKnown(it.substring(0, it.indexOf("::")), knownDomains));
        return foreign;
    }

    private boolean isKnown(String domain, Set<String> knownDomains) {
        return knownDomains.contains(domain) || ownDomains.contains(domain);
    }

    private static List<ModelValue> described(List<ValueReading> values, Predicate<String> kept) throws IOException {
        List<ModelValue> described = new ArrayList<>();
        for (ValueReading value : values) {
            if (kept.test(value.name())) {
                described.add(value.value());
            }
        }
        return described;
    }
}
