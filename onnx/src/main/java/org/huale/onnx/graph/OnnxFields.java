package org.huale.onnx.graph;

/** The numbers of the fields in ONNX's protobuf messages, from {@code onnx.proto} of ONNX 1.23; one class for each message. */
public final class OnnxFields {

    private OnnxFields() {}

    /** ModelProto. */
    public static final class Model {
        public static final int IR_VERSION = 1;
        public static final int PRODUCER_NAME = 2;
        public static final int GRAPH = 7;
        public static final int OPSET_IMPORT = 8;
        public static final int METADATA = 14;
        public static final int TRAINING = 20;
        public static final int FUNCTIONS = 25;

        private Model() {}
    }

    /** GraphProto. */
    public static final class Graph {
        public static final int NODE = 1;
        public static final int NAME = 2;
        public static final int INITIALIZER = 5;
        public static final int INPUT = 11;
        public static final int OUTPUT = 12;
        public static final int SPARSE_INITIALIZER = 15;

        private Graph() {}
    }

    /** NodeProto. */
    public static final class Node {
        public static final int INPUT = 1;
        public static final int OUTPUT = 2;
        public static final int OPERATOR = 4;
        public static final int ATTRIBUTE = 5;
        public static final int DOMAIN = 7;

        private Node() {}
    }

    /** AttributeProto. */
    public static final class Attribute {
        public static final int NAME = 1;
        public static final int FLOAT = 2;
        public static final int INT = 3;
        public static final int STRING = 4;
        public static final int TENSOR = 5;
        public static final int GRAPH = 6;
        public static final int INTS = 8;
        public static final int TENSORS = 10;
        public static final int GRAPHS = 11;
        public static final int TYPE = 20;
        public static final int SPARSE_TENSOR = 22;
        public static final int SPARSE_TENSORS = 23;

        private Attribute() {}
    }

    /** TensorProto. */
    public static final class Tensor {
        public static final int DIMS = 1;
        public static final int DATA_TYPE = 2;
        public static final int NAME = 8;
        public static final int RAW_DATA = 9;
        public static final int EXTERNAL_DATA = 13;
        public static final int DATA_LOCATION = 14;

        private Tensor() {}
    }

    /** SparseTensorProto. */
    public static final class SparseTensor {
        public static final int VALUES = 1;
        public static final int INDICES = 2;

        private SparseTensor() {}
    }

    /** ValueInfoProto, its TypeProto, that one's Tensor, its TensorShapeProto and that one's Dimension, from outer to inner. */
    public static final class Value {
        public static final int NAME = 1;
        public static final int TYPE = 2;
        public static final int TYPE_TENSOR = 1;
        public static final int TENSOR_ELEMENT = 1;
        public static final int TENSOR_SHAPE = 2;
        public static final int SHAPE_DIMENSION = 1;
        public static final int DIMENSION_VALUE = 1;
        public static final int DIMENSION_NAME = 2;

        private Value() {}
    }

    /** StringStringEntryProto. */
    public static final class Entry {
        public static final int KEY = 1;
        public static final int VALUE = 2;

        private Entry() {}
    }

    /** OperatorSetIdProto. */
    public static final class Opset {
        public static final int DOMAIN = 1;
        public static final int VERSION = 2;

        private Opset() {}
    }

    /** TrainingInfoProto. */
    public static final class Training {
        public static final int INITIALIZATION = 1;
        public static final int ALGORITHM = 2;

        private Training() {}
    }

    /** FunctionProto. */
    public static final class Function {
        public static final int NODE = 7;
        public static final int DOMAIN = 10;

        private Function() {}
    }
}
