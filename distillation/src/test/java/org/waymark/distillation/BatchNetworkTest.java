package org.waymark.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.lqr.RandomStreams;

class BatchNetworkTest {
    private static final int COUNT = 7;
    private final int[] sizes = {3, 6, 5, 2};
    private final RandomGenerator random = new RandomStreams(5).stream("test", 0, 0, 0);

    private static void fillInputs(BatchNetwork network, RandomGenerator random) {
        for (int i = 0; i < COUNT; i++) {
            for (int j = 0; j < network.size(0); j++) {
                network.inputs()[i * network.room(0) + j] = random.nextGaussian();
            }
        }
    }

    /** Σ_ij c_ij y_ij, with its slopes written. */
    private static double loss(BatchNetwork network, double[] parameters, double[] c) {
        double[] y = network.forward(parameters, COUNT);
        int room = network.room(network.layers());
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            for (int j = 0; j < 2; j++) {
                sum += c[i * 2 + j] * y[i * room + j];
                network.outputSlope()[i * room + j] = c[i * 2 + j];
            }
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void gradientsAreThoseOfFiniteDifferences(Activation activation) {
        BatchNetwork network = new BatchNetwork(sizes, activation, 9);
        double[] parameters = network.randomParameters(random);
        for (int l = 0; l < network.layers(); l++) {
            for (int j = 0; j < network.size(l + 1); j++) {
                parameters[network.biasesAt(l) + j] = 0.1 * random.nextGaussian();
            }
        }
        fillInputs(network, random);
        double[] c = random.doubles(COUNT * 2).toArray();
        loss(network, parameters, c);
        double[] gradient = new double[network.parameterCount()];
        network.backward(parameters, COUNT, gradient, true);
        double[] inputSlope = network.inputSlope().clone();
        double h = 1e-6;
        for (int k = 0; k < parameters.length; k++) {
            if (parameters[k] == 0) {
                assertThat(gradient[k]).as("room %d", k).isZero();
                continue;
            }
            double kept = parameters[k];
            parameters[k] = kept + h;
            double above = loss(network, parameters, c);
            parameters[k] = kept - h;
            double below = loss(network, parameters, c);
            parameters[k] = kept;
            assertThat(gradient[k]).as("parameter %d", k).isCloseTo((above - below) / (2 * h), within(1e-7));
        }
        for (int i = 0; i < COUNT; i++) {
            for (int j = 0; j < 3; j++) {
                int at = i * network.room(0) + j;
                double kept = network.inputs()[at];
                network.inputs()[at] = kept + h;
                double above = loss(network, parameters, c);
                network.inputs()[at] = kept - h;
                double below = loss(network, parameters, c);
                network.inputs()[at] = kept;
                assertThat(inputSlope[at]).isCloseTo((above - below) / (2 * h), within(1e-7));
            }
        }
    }

    @Test
    void predictsWhatTheFusedNetworkPredicts() {
        LayerLayout layout = new LayerLayout(sizes);
        double[] plain = layout.randomParameters(Activation.TANH, 1, random);
        BatchNetwork network = new BatchNetwork(sizes, Activation.TANH, COUNT);
        double[] parameters = new double[network.parameterCount()];
        for (int l = 0; l < network.layers(); l++) {
            for (int j = 0; j < sizes[l + 1]; j++) {
                plain[layout.biasesAt[l] + j] = random.nextGaussian();
                parameters[network.biasesAt(l) + j] = plain[layout.biasesAt[l] + j];
                for (int i = 0; i < sizes[l]; i++) {
                    parameters[network.weightsAt(l) + i * network.room(l + 1) + j] =
                            plain[layout.weightsAt[l] + j * sizes[l] + i];
                }
            }
        }
        fillInputs(network, random);
        double[][] rows = new double[COUNT][];
        for (int i = 0; i < COUNT; i++) {
            rows[i] = Arrays.copyOfRange(network.inputs(), i * network.room(0), i * network.room(0) + 3);
        }
        double[][] expected = new FusedNetwork(layout, Activation.TANH, COUNT)
                .forward(plain, rows, new int[] {0, 1, 2, 3, 4, 5, 6}, 0, COUNT);
        double[] found = network.forward(parameters, COUNT);
        for (int i = 0; i < COUNT; i++) {
            for (int j = 0; j < 2; j++) {
                assertThat(found[i * network.room(3) + j]).isCloseTo(expected[j][i], within(1e-13));
            }
        }
    }
}
