package org.waymark.dynamics.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.distillation.Activation;
import org.waymark.distillation.BatchNetwork;
import org.waymark.dynamics.learned.ModelOptions.HoldOutError;
import org.waymark.dynamics.learned.ModelOptions.Noise;

class MemberLossTest {
    @ParameterizedTest
    @EnumSource(Noise.class)
    void gradientIsThatOfFiniteDifferences(Noise noise) {
        int outputs = 3;
        int count = 6;
        ModelOptions options =
                ModelOptions.defaults().withHidden(5).withWeightDecay(0.3, 0.7).withNoise(noise);
        BatchNetwork network = new BatchNetwork(
                new int[] {4, 5, noise == Noise.LEARNED ? 2 * outputs : outputs}, Activation.SWISH, count);
        RandomGenerator random = Systems.random(2);
        double[] x = random.doubles(count * network.room(0), -1, 1).toArray();
        double[] y = random.doubles(count * outputs, -1, 1).toArray();
        MemberLoss loss = new MemberLoss(options, network, outputs, x, y);
        double[] parameters = new double[loss.parameterCount()];
        System.arraycopy(network.randomParameters(random), 0, parameters, 0, network.parameterCount());
        for (int k = network.parameterCount(); k < parameters.length; k++) {
            parameters[k] = k < network.parameterCount() + outputs ? 0.4 : -1.5;
        }
        int[] order = {5, 0, 2, 2, 4, 1, 3};
        double[] gradient = new double[parameters.length];
        double[] scratch = new double[parameters.length];
        loss.evaluate(parameters, order, 1, count, gradient);
        double h = 1e-6;
        for (int k = 0; k < parameters.length; k++) {
            double kept = parameters[k];
            if (kept == 0) {
                continue; // the room of a layer, or a bias, is not among what a network's size says
            }
            parameters[k] = kept + h;
            double above = loss.evaluate(parameters, order, 1, count, scratch);
            parameters[k] = kept - h;
            double below = loss.evaluate(parameters, order, 1, count, scratch);
            parameters[k] = kept;
            assertThat(gradient[k]).as("parameter %d", k).isCloseTo((above - below) / (2 * h), within(1e-8));
        }
    }

    /** A network of zeros predicts zero, so that errors are the outputs themselves. */
    @Test
    void errorsOnTheDataHeldOutAreMeansOfSquaresAndOfDistances() {
        BatchNetwork network = new BatchNetwork(new int[] {1, 2}, Activation.SWISH, 2);
        double[] x = new double[3 * network.room(0)];
        double[] y = {9, 9, 3, 4, 0, 2};
        double[] weights = {1, 4};
        int[] order = {1, 2};
        ModelOptions options = ModelOptions.defaults().withNoise(Noise.NONE).withHidden();
        MemberLoss square = new MemberLoss(options, network, 2, x, y);
        double[] zeros = new double[square.parameterCount()];
        assertThat(square.heldOutError(zeros, order, weights)).isEqualTo(((9 + 64) / 2.0 + 16 / 2.0) / 2);
        MemberLoss distance = new MemberLoss(options.withHoldOutError(HoldOutError.MEAN_DISTANCE), network, 2, x, y);
        assertThat(distance.heldOutError(zeros, order, weights))
                .isEqualTo((Math.sqrt((9 + 64) / 2.0) + Math.sqrt(16 / 2.0)) / 2);
        assertThat(distance.squaredError(zeros, order, weights)).isEqualTo(square.squaredError(zeros, order, weights));
    }
}
