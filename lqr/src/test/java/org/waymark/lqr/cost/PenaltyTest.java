package org.waymark.lqr.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.lqr.Cost;
import org.waymark.lqr.ReferenceCase;
import org.waymark.lqr.StageExpansion;
import org.waymark.lqr.matrix.Cholesky;

class PenaltyTest {
    @ParameterizedTest
    @CsvSource({"l1l2, SMOOTH_L1", "logl2, LOG"})
    void reproducesTheReferenceThroughAJacobian(String output, Penalty.Kind kind) {
        ReferenceCase reference = ReferenceCase.load("h_cost_terms");
        Penalty penalty = new Penalty(
                reference.number("inputs/l1"), reference.number("inputs/l2"), reference.number("inputs/alpha"), kind);
        int size = 3;
        int n = 4;
        for (int t = 0; t < 6; t++) {
            double[] d = reference.slice("inputs/d", t);
            double[] weights = reference.slice("inputs/wp", t);
            double[] jacobian = reference.slice("inputs/Jd", t);
            double[] curvature = reference.slice("inputs/Jdd", t);
            double[] gradient = new double[size];
            double[] hessian = new double[size * size];
            double value = penalty.expand(d, weights, gradient, hessian);
            assertThat(value).isCloseTo(reference.slice("outputs/" + output + "/l", t)[0], within(1e-14));
            assertThat(penalty.value(d, weights)).isEqualTo(value);

            double[] lx = new double[n];
            double[] gaussNewton = new double[n * n];
            double[] full = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int p = 0; p < size; p++) {
                    lx[i] += jacobian[p * n + i] * gradient[p];
                }
                for (int j = 0; j < n; j++) {
                    for (int p = 0; p < size; p++) {
                        for (int q = 0; q < size; q++) {
                            gaussNewton[i * n + j] += jacobian[p * n + i] * hessian[p * size + q] * jacobian[q * n + j];
                        }
                        full[i * n + j] +=
                                0.5 * gradient[p] * (curvature[(p * n + i) * n + j] + curvature[(p * n + j) * n + i]);
                    }
                    full[i * n + j] += gaussNewton[i * n + j];
                }
            }
            assertThat(lx).containsExactly(reference.slice("outputs/" + output + "/lx", t), within(1e-12));
            assertThat(gaussNewton)
                    .containsExactly(reference.slice("outputs/" + output + "_zero_Jdd/lxx", t), within(1e-12));
            assertThat(full).containsExactly(reference.slice("outputs/" + output + "/lxx", t), within(1e-12));
        }
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    @Property(tries = 100, seed = "31")
    void theHessianOfTheLogarithmIsTheTrueOnePlusOneOuterProduct(@ForAll long seed) {
        int n = 3;
        RandomGenerator random = random(seed);
        double[] d = random.doubles(n, -1, 1).toArray();
        double[] weights = random.doubles(n, 0, 2).toArray();
        Penalty penalty = new Penalty(0.8, 0.5, 0.3, Penalty.Kind.LOG);
        double[] gradient = new double[n];
        double[] hessian = new double[n * n];
        penalty.expand(d, weights, gradient, hessian);

        Cost twin = (x, u, t) -> penalty.value(x, weights);
        StageExpansion numerical = new StageExpansion(n, 0);
        twin.expandRunning(d, new double[0], 0, 1, numerical);
        double q = 0.3;
        for (int i = 0; i < n; i++) {
            q += weights[i] * weights[i] * d[i] * d[i];
        }
        for (int i = 0; i < n; i++) {
            assertThat(gradient[i]).isCloseTo(numerical.gradient(i), within(1e-5));
            for (int j = 0; j < n; j++) {
                double vi = weights[i] * weights[i] * d[i];
                double vj = weights[j] * weights[j] * d[j];
                // Weights up to 2 and α = 0.3 give fourth derivatives of a few thousand, times h²/12 ≈ 1e-9.
                assertThat(hessian[i * n + j])
                        .isCloseTo(numerical.hessian(i, j) + 0.8 * vi * vj / (q * q), within(2e-5));
            }
        }
    }

    @Property(tries = 100, seed = "32")
    void theHessianIsPositiveDefiniteForEqualWeightsHoweverFarTheTarget(@ForAll Penalty.Kind kind, @ForAll long seed) {
        int n = 3;
        RandomGenerator random = random(seed);
        double[] d = random.doubles(n, -10, 10).toArray();
        double[] weights = new double[n];
        Arrays.fill(weights, random.nextDouble(0.1, 3));
        double[] hessian = new double[n * n];
        new Penalty(1, 0, 1e-2, kind).expand(d, weights, new double[n], hessian);
        assertThat(Cholesky.factor(hessian, 0, n)).isTrue();
    }

    @Test
    void theValuesAtZeroAreTheConstantsOfTheirFormulas() {
        double[] zero = new double[2];
        double[] weights = {1, 2};
        assertThat(new Penalty(2, 1, 0.25, Penalty.Kind.SMOOTH_L1).value(zero, weights))
                .isEqualTo(1);
        assertThat(new Penalty(1, 0, 1e-5, Penalty.Kind.LOG).value(zero, weights))
                .isCloseTo(0.5 * Math.log(1e-5), within(1e-15));
        assertThat(Penalty.squared().value(new double[] {3, 1}, weights)).isEqualTo(5.5);
    }

    @ParameterizedTest
    @EnumSource(Penalty.Kind.class)
    void withoutWeightsOnlyTheConstantRemains(Penalty.Kind kind) {
        Penalty penalty = new Penalty(0.7, 3, 1e-5, kind);
        double[] d = {1, -2};
        assertThat(penalty.valueWithoutWeights()).isEqualTo(penalty.value(d, new double[2]));
        assertThat(new Penalty(0, 3, 1e-5, kind).valueWithoutWeights()).isZero();
    }

    @Test
    void refusesWhatItCannotEvaluate() {
        assertThatThrownBy(() -> new Penalty(-1, 1, 1, Penalty.Kind.LOG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("penalty: l1: expected a finite number ≥ 0, found -1.0");
        assertThatThrownBy(() -> new Penalty(1, Double.NaN, 1, Penalty.Kind.LOG))
                .hasMessage("penalty: l2: expected a finite number ≥ 0, found NaN");
        assertThatThrownBy(() -> new Penalty(1, 1, 0, Penalty.Kind.LOG))
                .hasMessage("penalty: alpha: expected a finite number > 0, found 0.0");
    }
}
