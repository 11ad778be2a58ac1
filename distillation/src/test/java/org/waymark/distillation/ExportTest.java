package org.waymark.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** A policy says the same through DL4J and through ONNX Runtime. */
class ExportTest {
    private static final int ROWS = 4;
    private static final int P = 5;
    private static final int M = 3;

    private final double[] observations = Lessons.gaussian(ROWS * P, 3, Lessons.random(9));

    private static NetworkPolicy policy(Activation activation) {
        return Lessons.network(activation, 1, P, 11, 6, M);
    }

    private double[] expected(NetworkPolicy policy) {
        double[] controls = new double[ROWS * M];
        for (int n = 0; n < ROWS; n++) {
            double[] row = Lessons.mean(policy, java.util.Arrays.copyOfRange(observations, n * P, (n + 1) * P));
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

    @ParameterizedTest
    @EnumSource(Activation.class)
    void onnxInSinglePrecision(Activation activation) throws OrtException {
        NetworkPolicy policy = policy(activation);
        double[] expected = expected(policy);
        float[] single = new float[observations.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) observations[i];
        }
        try (OrtSession session = session(OnnxExport.write(policy), OptLevel.ALL_OPT);
                OnnxTensor input =
                        OnnxTensor.createTensor(environment(), FloatBuffer.wrap(single), new long[] {ROWS, P});
                OrtSession.Result result = session.run(Map.of("observation", input))) {
            float[][] found = (float[][]) result.get("control").orElseThrow().getValue();
            for (int n = 0; n < ROWS; n++) {
                for (int j = 0; j < M; j++) {
                    double value = expected[n * M + j];
                    assertThat((double) found[n][j]).isCloseTo(value, within(1e-5 * (1 + Math.abs(value))));
                }
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
    @EnumSource(value = Activation.class, mode = Mode.EXCLUDE, names = "ELU")
    void onnxInDoublePrecision(Activation activation) throws OrtException {
        NetworkPolicy policy = policy(activation);
        double[] expected = expected(policy);
        // Its extended optimisations turn x·σ(x) into an operator that it has in single precision only.
        OptLevel level = activation == Activation.SWISH ? OptLevel.BASIC_OPT : OptLevel.ALL_OPT;
        try (OrtSession session = session(OnnxExport.write(policy, OnnxExport.Precision.DOUBLE), level);
                OnnxTensor input =
                        OnnxTensor.createTensor(environment(), DoubleBuffer.wrap(observations), new long[] {ROWS, P});
                OrtSession.Result result = session.run(Map.of("observation", input))) {
            double[][] found = (double[][]) result.get("control").orElseThrow().getValue();
            for (int n = 0; n < ROWS; n++) {
                for (int j = 0; j < M; j++) {
                    assertThat(found[n][j]).isCloseTo(expected[n * M + j], within(1e-12));
                }
            }
        }
    }

    private static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment();
    }

    private static OrtSession session(byte[] model, OptLevel level) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setOptimizationLevel(level);
            return environment().createSession(model, options);
        }
    }
}
