package org.waymark.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** A policy says the same through DL4J and through ONNX Runtime. */
class ExportTest {
    private static final int ROWS = 4;
    private static final int P = 5;
    private static final int M = 3;
    private static final int MANY = 10_000;

    private final double[] observations = Lessons.gaussian(ROWS * P, 3, Lessons.random(9));

    private static NetworkPolicy policy(Activation activation) {
        return Lessons.network(activation, 1, P, 11, 6, M);
    }

    private double[] expected(NetworkPolicy policy) {
        double[] controls = new double[ROWS * M];
        for (int n = 0; n < ROWS; n++) {
            double[] row = Lessons.mean(policy, Arrays.copyOfRange(observations, n * P, (n + 1) * P));
            System.arraycopy(row, 0, controls, n * M, M);
        }
        return controls;
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void dl4jComputesTheSameFromRawObservations(Activation activation) {
        NetworkPolicy policy = policy(activation);
        MultiLayerNetwork network = Dl4jNetworks.toNetwork(policy);
        double[] found = network.output(Nd4j.createFromArray(observations).reshape(ROWS, P))
                .dup('c')
                .data()
                .asDouble();
        network.close();
        assertThat(found).containsExactly(expected(policy), within(1e-11));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void dl4jFileComesBackAsTheSameFunction(Activation activation) throws IOException {
        NetworkPolicy policy = policy(activation);
        NetworkPolicy loaded = Dl4jNetworks.load(Dl4jNetworks.save(policy), policy.covariance());
        assertThat(loaded.activation()).isEqualTo(activation);
        assertThat(loaded.sizes()).containsExactly(policy.sizes());
        assertThat(loaded.covariance()).containsExactly(policy.covariance());
        assertThat(expected(loaded)).containsExactly(expected(policy), within(1e-11));
        // Without whitening nothing is left to fold, and the parameters are the same bits.
        assertThat(Dl4jNetworks.load(Dl4jNetworks.save(loaded), loaded.covariance()))
                .isEqualTo(loaded);
    }

    @Test
    void dl4jIsNotGivenSquashedPolicies() {
        NetworkPolicy squashed = Lessons.squashed(policy(Activation.RELU));
        assertThatThrownBy(() -> Dl4jNetworks.toNetwork(squashed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("policy: expected a linear last layer, found a squashed one");
    }

    @Test
    void networksThatAreNoPolicyAreRefused() {
        DenseLayer relu = new DenseLayer.Builder()
                .nIn(2)
                .nOut(2)
                .activation(org.nd4j.linalg.activations.Activation.RELU)
                .build();
        DenseLayer tanh = new DenseLayer.Builder()
                .nIn(2)
                .nOut(2)
                .activation(org.nd4j.linalg.activations.Activation.TANH)
                .build();
        OutputLayer softmax = new OutputLayer.Builder()
                .nIn(2)
                .nOut(2)
                .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                .build();
        OutputLayer identity = new OutputLayer.Builder(new LossMSE())
                .nIn(2)
                .nOut(2)
                .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
                .build();
        assertThatThrownBy(() -> Dl4jNetworks.fromNetwork(network(relu, softmax), new double[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected activation identity in the last layer, found softmax");
        assertThatThrownBy(() -> Dl4jNetworks.fromNetwork(network(relu, tanh, identity), new double[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hidden layers: expected one activation, found [RELU, TANH]");
    }

    private static MultiLayerNetwork network(org.deeplearning4j.nn.conf.layers.Layer... layers) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .list(layers)
                .build());
        network.init();
        return network;
    }

    /** Observations as a single-precision runtime can be given them. */
    private static double[] single(double[] values) {
        return Arrays.stream(values).map(value -> (float) value).toArray();
    }

    /** With weights of the size that training begins with, 1/√64 and less: sums of layers are of order one, as in a policy that controls something. */
    private static NetworkPolicy tempered(NetworkPolicy wild) {
        double[] parameters =
                Arrays.stream(wild.parameters()).map(value -> 0.3 * value).toArray();
        return new NetworkPolicy(
                wild.sizes(),
                wild.activation(),
                parameters,
                wild.observationWhitening(),
                wild.controlWhitening(),
                wild.covariance());
    }

    /** 10,000 random observations in one batch; the differences are taken relative to 1 + |u|. */
    @ParameterizedTest
    @EnumSource(Activation.class)
    void onnxInSinglePrecision(Activation activation) throws OrtException {
        NetworkPolicy policy = tempered(Lessons.network(activation, 2, P, 64, 64, M));
        double[] seen = single(Lessons.gaussian(MANY * P, 3, Lessons.random(8)));
        FloatBuffer input = FloatBuffer.allocate(seen.length);
        for (double value : seen) {
            input.put((float) value);
        }
        try (OrtSession session = session(OnnxExport.write(policy));
                OnnxTensor tensor = OnnxTensor.createTensor(environment(), input.rewind(), new long[] {MANY, P});
                OrtSession.Result result = session.run(Map.of("obs", tensor))) {
            float[][] action = (float[][]) result.get("action").orElseThrow().getValue();
            float[][] std = (float[][]) result.get("std").orElseThrow().getValue();
            assertThat(action).hasDimensions(MANY, M);
            assertThat(std).hasDimensions(MANY, M);
            assertThat(largest(policy, seen, (n, j) -> action[n][j])).isLessThan(1e-5);
            for (int j = 0; j < M; j++) {
                double expected = Math.sqrt(policy.covariance()[j * M + j]);
                assertThat(std[0][j]).isEqualTo((float) expected);
                assertThat(std[MANY - 1][j]).isEqualTo((float) expected);
            }
            assertThat(session.getMetadata()
                            .getCustomMetadata()
                            .get("covariance")
                            .split(" "))
                    .hasSize(M * M)
                    .startsWith(Double.toString(policy.covariance()[0]));
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void onnxInDoublePrecision(Activation activation) throws OrtException {
        NetworkPolicy policy = tempered(Lessons.network(activation, 2, P, 64, 64, M));
        onnxInDoublePrecision(policy);
        onnxInDoublePrecision(Lessons.squashed(policy));
    }

    private static void onnxInDoublePrecision(NetworkPolicy policy) throws OrtException {
        double[] seen = Lessons.gaussian(MANY * P, 3, Lessons.random(8));
        try (OrtSession session = session(OnnxExport.write(policy, OnnxExport.Precision.FLOAT64));
                OnnxTensor tensor =
                        OnnxTensor.createTensor(environment(), DoubleBuffer.wrap(seen), new long[] {MANY, P});
                OrtSession.Result result = session.run(Map.of("obs", tensor))) {
            double[][] action = (double[][]) result.get("action").orElseThrow().getValue();
            double[][] std = (double[][]) result.get("std").orElseThrow().getValue();
            assertThat(largest(policy, seen, (n, j) -> action[n][j])).isLessThan(1e-12);
            assertThat(std[MANY - 1][0]).isEqualTo(Math.sqrt(policy.covariance()[0]));
        }
    }

    private interface Found {
        double at(int n, int j);
    }

    /** The largest difference from the policy, relative to 1 + |u|. */
    private static double largest(NetworkPolicy policy, double[] seen, Found found) {
        double largest = 0;
        for (int n = 0; n < MANY; n++) {
            double[] expected = Lessons.mean(policy, Arrays.copyOfRange(seen, n * P, (n + 1) * P));
            for (int j = 0; j < M; j++) {
                double difference = Math.abs(found.at(n, j) - expected[j]) / (1 + Math.abs(expected[j]));
                largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
            }
        }
        return largest;
    }

    private static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment();
    }

    /** With all of the runtime's optimisations, as it comes. */
    private static OrtSession session(byte[] model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            return environment().createSession(model, options);
        }
    }
}
