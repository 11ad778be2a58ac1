package org.waymark.distillation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A policy as an ONNX model: input {@code obs} [batch × p], outputs {@code action} [batch × m], the mean of the controls, and {@code std}
 * [batch × m], their standard deviations, which are the same for all observations.
 *
 * <p>Whitening is in the graph: Sub, Div, then Gemm and the activation for each layer, Tanh if the policy is squashed, then Mul, Add. The whole covariance, row-major, is in
 * the model's metadata under {@code covariance}. Operators are those of ONNX 1.8 (opset 13), and none that ONNX Runtime lacks in double
 * precision.
 */
public final class OnnxExport {
    /** The numbers in the exported model, and at its border. */
    public enum Precision {
        /** What most runtimes and accelerators want. */
        FLOAT32(1, Float.BYTES),
        /** Agrees with {@link NetworkPolicy} to rounding. */
        FLOAT64(11, Double.BYTES);

        private final int dataType;
        private final int bytes;

        Precision(int dataType, int bytes) {
            this.dataType = dataType;
            this.bytes = bytes;
        }
    }

    /** The names of what goes in and out. */
    public static final String OBSERVATION = "obs";

    public static final String ACTION = "action";
    public static final String DEVIATION = "std";

    private static final int IR_VERSION = 7;
    private static final int OPSET = 13;

    private final Precision precision;
    private final Protobuf graph = new Protobuf();
    /** The tensor that the next node reads. */
    private String current = OBSERVATION;

    private OnnxExport(Precision precision) {
        this.precision = precision;
    }

    /** The model in single precision. */
    public static byte[] write(NetworkPolicy policy) {
        return write(policy, Precision.FLOAT32);
    }

    /** The model as the bytes of an .onnx file. */
    public static byte[] write(NetworkPolicy policy, Precision precision) {
        return new OnnxExport(precision).model(policy).toBytes();
    }

    private Protobuf model(NetworkPolicy policy) {
        whiten(policy.observationWhitening());
        layers(policy);
        if (policy.isSquashed()) {
            node("Tanh", "squashed", current);
        }
        colour(policy.controlWhitening());
        double[] covariance = policy.covariance();
        deviation(covariance, policy.controlSize());
        graph.text(2, "policy");
        graph.message(11, port(OBSERVATION, policy.observationSize()));
        graph.message(12, port(ACTION, policy.controlSize()));
        graph.message(12, port(DEVIATION, policy.controlSize()));
        String written = Arrays.stream(covariance).mapToObj(Double::toString).collect(Collectors.joining(" "));
        return new Protobuf()
                .integer(1, IR_VERSION)
                .text(2, "waymark")
                .message(7, graph)
                .message(8, new Protobuf().text(1, "").integer(2, OPSET))
                .message(14, new Protobuf().text(1, "covariance").text(2, written));
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
        String hidden = "hidden" + l;
        switch (activation) {
            case RELU -> node("Relu", hidden, sum);
            case TANH -> node("Tanh", hidden, sum);
            case SIGMOID -> node("Sigmoid", hidden, sum);
            case ELU -> elu(sum, hidden, l);
            case SWISH -> swish(sum, hidden, l);
        }
    }

    /** max(0, x) + (exp(min(0, x)) − 1): runtimes have the operator Elu in single precision only. */
    private void elu(String sum, String hidden, int l) {
        if (precision == Precision.FLOAT32) {
            node("Elu", hidden, sum);
            return;
        }
        constant("zero" + l, new double[1]);
        constant("one" + l, new double[] {1});
        node("Min", "negative" + l, sum, "zero" + l);
        node("Exp", "exponential" + l, current);
        node("Sub", "below" + l, current, "one" + l);
        node("Max", "above" + l, sum, "zero" + l);
        node("Add", hidden, current, "below" + l);
    }

    /** x/(1 + exp(−x)): runtimes fuse x·Sigmoid(x) into an operator that they have in single precision only. */
    private void swish(String sum, String hidden, int l) {
        constant("one" + l, new double[] {1});
        node("Neg", "negated" + l, sum);
        node("Exp", "exponential" + l, current);
        node("Add", "denominator" + l, current, "one" + l);
        node("Div", hidden, sum, current);
    }

    private void colour(Whitening whitening) {
        constant("control_mean", whitening.mean(), whitening.size());
        constant("control_deviation", whitening.deviation(), whitening.size());
        node("Mul", "scaled", current, "control_deviation");
        node("Add", ACTION, current, "control_mean");
    }

    /** One row of deviations for each row of actions. */
    private void deviation(double[] covariance, int m) {
        double[] deviations = new double[m];
        for (int j = 0; j < m; j++) {
            deviations[j] = Math.sqrt(covariance[j * m + j]);
        }
        constant("deviations", deviations, m);
        node("Shape", "action_shape", ACTION);
        node("Expand", DEVIATION, "deviations", "action_shape");
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
            if (precision == Precision.FLOAT32) {
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
