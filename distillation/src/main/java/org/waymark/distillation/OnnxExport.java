package org.waymark.distillation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A policy's mean as an ONNX model: input {@code observation} [batch × p], output {@code control} [batch × m].
 *
 * <p>Whitening is in the graph: Sub, Div, then Gemm and the activation for each layer, then Mul, Add. The covariance, row-major, is in
 * the model's metadata under {@code covariance}, since ONNX has no Gaussian. Operators are those of ONNX 1.8 (opset 13).
 */
public final class OnnxExport {
    /** The numbers in the exported model. */
    public enum Precision {
        /** What most runtimes and accelerators want. */
        FLOAT(1, Float.BYTES),
        /** Agrees with {@link NetworkPolicy} to rounding. ONNX Runtime 1.29 has no ELU in double precision, and SWISH only with its extended optimisations off. */
        DOUBLE(11, Double.BYTES);

        private final int dataType;
        private final int bytes;

        Precision(int dataType, int bytes) {
            this.dataType = dataType;
            this.bytes = bytes;
        }
    }

    private static final int IR_VERSION = 7;
    private static final int OPSET = 13;

    private final Precision precision;
    private final Protobuf graph = new Protobuf();
    /** The tensor that the next node reads. */
    private String current = "observation";

    private OnnxExport(Precision precision) {
        this.precision = precision;
    }

    /** The model in single precision. */
    public static byte[] write(NetworkPolicy policy) {
        return write(policy, Precision.FLOAT);
    }

    /** The model as the bytes of an .onnx file. */
    public static byte[] write(NetworkPolicy policy, Precision precision) {
        return new OnnxExport(precision).model(policy).toBytes();
    }

    private Protobuf model(NetworkPolicy policy) {
        whiten(policy.observationWhitening());
        layers(policy);
        colour(policy.controlWhitening());
        graph.text(2, "policy");
        graph.message(11, port("observation", policy.observationSize()));
        graph.message(12, port("control", policy.controlSize()));
        String covariance =
                Arrays.stream(policy.covariance()).mapToObj(Double::toString).collect(Collectors.joining(" "));
        return new Protobuf()
                .integer(1, IR_VERSION)
                .text(2, "waymark")
                .message(7, graph)
                .message(8, new Protobuf().text(1, "").integer(2, OPSET))
                .message(14, new Protobuf().text(1, "covariance").text(2, covariance));
    }

    private void whiten(Whitening whitening) {
        constant("observation_mean", whitening.mean(), whitening.size());
        constant("observation_deviation", whitening.deviation(), whitening.size());
        node("Sub", "centred", current, "observation_mean");
        node("Div", "whitened", current, "observation_deviation");
    }

    private void layers(NetworkPolicy policy) {
        LayerLayout layout = policy.layout();
        double[] parameters = policy.parameters();
        for (int l = 0; l < layout.layers(); l++) {
            int in = layout.sizes[l];
            int out = layout.sizes[l + 1];
            int weightsAt = layout.weightsAt[l];
            int biasesAt = layout.biasesAt[l];
            constant("weights" + l, Arrays.copyOfRange(parameters, weightsAt, biasesAt), out, in);
            constant("biases" + l, Arrays.copyOfRange(parameters, biasesAt, biasesAt + out), out);
            Protobuf transposed = new Protobuf().text(1, "transB").integer(3, 1).integer(20, 2);
            append("Gemm", "sum" + l, transposed, current, "weights" + l, "biases" + l);
            if (l < layout.layers() - 1) {
                activate(policy.activation(), l);
            }
        }
    }

    private void activate(Activation activation, int l) {
        String sum = current;
        switch (activation) {
            case RELU -> node("Relu", "hidden" + l, sum);
            case TANH -> node("Tanh", "hidden" + l, sum);
            case SIGMOID -> node("Sigmoid", "hidden" + l, sum);
            case ELU -> node("Elu", "hidden" + l, sum);
            case SWISH -> {
                node("Sigmoid", "gate" + l, sum);
                node("Mul", "hidden" + l, sum, current);
            }
        }
    }

    private void colour(Whitening whitening) {
        constant("control_mean", whitening.mean(), whitening.size());
        constant("control_deviation", whitening.deviation(), whitening.size());
        node("Mul", "scaled", current, "control_deviation");
        node("Add", "control", current, "control_mean");
    }

    private void node(String operator, String output, String... inputs) {
        append(operator, output, null, inputs);
    }

    /** @param attribute null if the operator needs none */
    private void append(String operator, String output, Protobuf attribute, String... inputs) {
        Protobuf node = new Protobuf();
        for (String input : inputs) {
            node.text(1, input);
        }
        node.text(2, output).text(3, output).text(4, operator);
        if (attribute != null) {
            node.message(5, attribute);
        }
        graph.message(1, node);
        current = output;
    }

    private void constant(String name, double[] values, int... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * precision.bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            if (precision == Precision.FLOAT) {
                raw.putFloat((float) value);
            } else {
                raw.putDouble(value);
            }
        }
        Protobuf tensor = new Protobuf();
        for (int size : shape) {
            tensor.integer(1, size);
        }
        graph.message(5, tensor.integer(2, precision.dataType).text(8, name).bytes(9, raw.array()));
    }

    /** A tensor [batch × size] at the model's border. */
    private Protobuf port(String name, int size) {
        Protobuf shape =
                new Protobuf().message(1, new Protobuf().text(2, "batch")).message(1, new Protobuf().integer(1, size));
        Protobuf tensor = new Protobuf().integer(1, precision.dataType).message(2, shape);
        return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
    }
}
