package org.waymark.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.lqr.NonFiniteException;

class NetworkPolicyTest {
    @ParameterizedTest
    @EnumSource(Activation.class)
    void meanIsTheObviousChainOfLayers(Activation activation) {
        NetworkPolicy policy = Lessons.network(activation, 1, 5, 11, 6, 3);
        double[] observation = Lessons.gaussian(5, 3, Lessons.random(2));
        double[] expected = Lessons.obviousMean(policy, observation);
        assertThat(Lessons.mean(policy, observation)).containsExactly(expected, within(1e-12));
    }

    /** u = c + S tanh y, where the same network without the tangent gives c + S y. */
    @Test
    void squashedMeanStaysWithinTheControlWhitening() {
        NetworkPolicy linear = Lessons.network(Activation.TANH, 1, 5, 11, 6, 3);
        NetworkPolicy squashed = Lessons.squashed(linear);
        double[] observation = Lessons.gaussian(5, 3, Lessons.random(2));
        double[] y = Lessons.mean(linear, observation);
        double[] c = linear.controlWhitening().mean();
        double[] s = linear.controlWhitening().deviation();
        for (int j = 0; j < 3; j++) {
            y[j] = c[j] + s[j] * Math.tanh((y[j] - c[j]) / s[j]);
        }
        assertThat(Lessons.mean(squashed, observation)).containsExactly(y, within(1e-12));
        assertThat(squashed).isNotEqualTo(linear);
        assertThat(squashed.withCovariance(new double[9]).isSquashed()).isTrue();
        assertThatThrownBy(squashed::requireLinearOutput)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("policy: expected a linear last layer, found a squashed one");
    }

    /** Rounding of a mean of order 10 over 2h, beside a third derivative of order 1. */
    @ParameterizedTest
    @EnumSource(Activation.class)
    void jacobianIsTheFiniteDifferenceOfTheMean(Activation activation) {
        NetworkPolicy linear = Lessons.network(activation, 1, 5, 11, 6, 3);
        jacobianIsTheFiniteDifferenceOfTheMean(linear);
        jacobianIsTheFiniteDifferenceOfTheMean(Lessons.squashed(linear));
    }

    private static void jacobianIsTheFiniteDifferenceOfTheMean(NetworkPolicy policy) {
        double[] observation = Lessons.gaussian(5, 3, Lessons.random(2));
        double[] jacobian = new double[15];
        policy.jacobian(observation, jacobian);
        double h = 1e-6;
        for (int i = 0; i < 5; i++) {
            double[] above = observation.clone();
            double[] below = observation.clone();
            above[i] += h;
            below[i] -= h;
            double[] high = Lessons.mean(policy, above);
            double[] low = Lessons.mean(policy, below);
            for (int j = 0; j < 3; j++) {
                assertThat(jacobian[j * 5 + i]).isCloseTo((high[j] - low[j]) / (2 * h), within(1e-7));
            }
        }
        assertThatThrownBy(() -> policy.jacobian(observation, new double[14]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("jacobian: expected 15 numbers, found 14");
    }

    @Test
    void manyThreadsGetTheSameBits() {
        NetworkPolicy policy = Lessons.network(Activation.TANH, 1, 5, 11, 3);
        double[][] alone = IntStream.range(0, 200)
                .mapToObj(n -> Lessons.mean(policy, Lessons.gaussian(5, 1, Lessons.random(n))))
                .toArray(double[][]::new);
        double[][] together = IntStream.range(0, 200)
                .parallel()
                .mapToObj(n -> Lessons.mean(policy, Lessons.gaussian(5, 1, Lessons.random(n))))
                .toArray(double[][]::new);
        assertThat(together).isDeepEqualTo(alone);
    }

    @Test
    void sharesNoArray() {
        double[] covariance = {1, 0.2, 0.2, 2};
        double[] parameters = Lessons.gaussian(8, 1, Lessons.random(3));
        NetworkPolicy policy = new NetworkPolicy(
                new int[] {3, 2},
                Activation.RELU,
                parameters,
                Whitening.identity(3),
                Whitening.identity(2),
                covariance);
        double[] before = Lessons.mean(policy, new double[] {1, 2, 3});
        parameters[0] = 100;
        covariance[0] = 100;
        policy.parameters()[1] = 100;
        policy.covariance()[1] = 100;
        policy.sizes()[0] = 100;
        policy.observationWhitening().deviation()[0] = 100;
        assertThat(Lessons.mean(policy, new double[] {1, 2, 3})).containsExactly(before);
        assertThat(policy.covariance()).containsExactly(1, 0.2, 0.2, 2);
        assertThat(policy.sizes()).containsExactly(3, 2);
    }

    @Test
    void refusesWrongShapesAndNumbers() {
        NetworkPolicy policy = Lessons.network(Activation.RELU, 1, 5, 4, 3);
        assertThatThrownBy(() -> policy.mean(new double[4], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("observation: expected 5 numbers, found 4");
        assertThatThrownBy(() -> policy.mean(new double[5], new double[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("control: expected 3 numbers, found 5");
        assertThatThrownBy(() -> policy.withCovariance(new double[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("covariance: expected 9 numbers, found 4");
        assertThatThrownBy(() -> new NetworkPolicy(
                        new int[] {1, 1},
                        Activation.RELU,
                        new double[] {1, Double.NaN},
                        Whitening.identity(1),
                        Whitening.identity(1),
                        new double[1]))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("policy parameter");
        assertThatThrownBy(() -> new Whitening(new double[2], new double[] {1, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deviation[1]");
    }
}
