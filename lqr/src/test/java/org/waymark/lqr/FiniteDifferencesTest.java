package org.waymark.lqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What a cost gets that brings no derivatives of its own. */
class FiniteDifferencesTest {
    /** Second differences of numbers near 1 in steps of 2⁻¹³ round at 2⁻⁵² · 2²⁶ ≈ 1.5e-8; some of them add up. */
    private static final double TOLERANCE = 1e-6;

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    @Property(tries = 50, seed = "11")
    void aQuadraticIsExpandedExactly(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int n) {
        RandomGenerator random = random(seed);
        int m = 2;
        int size = n + m;
        double[] h = new double[size * size];
        double[] g = random.doubles(size, -1, 1).toArray();
        double[] y0 = random.doubles(size, -1, 1).toArray();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                h[i * size + j] = random.nextDouble(-1, 1);
                h[j * size + i] = h[i * size + j];
            }
        }
        Cost quadratic = (x, u, t) -> {
            double value = 0.25 * t;
            for (int i = 0; i < size; i++) {
                double yi = i < n ? x[i] : u[i - n];
                value += g[i] * yi;
                for (int j = 0; j < size; j++) {
                    value += 0.5 * yi * h[i * size + j] * (j < n ? x[j] : u[j - n]);
                }
            }
            return value;
        };
        double[] x = Arrays.copyOf(y0, n);
        double[] u = Arrays.copyOfRange(y0, n, size);
        StageExpansion stage = new StageExpansion(n, m);
        quadratic.expandRunning(x, u, 4, 1, stage);

        assertThat(stage.value()).isEqualTo(quadratic.running(x, u, 4));
        for (int i = 0; i < size; i++) {
            double gradient = g[i];
            for (int j = 0; j < size; j++) {
                gradient += h[i * size + j] * y0[j];
                assertThat(stage.hessian(i, j)).isCloseTo(h[i * size + j], within(TOLERANCE));
            }
            assertThat(stage.gradient(i)).isCloseTo(gradient, within(TOLERANCE));
        }
    }

    @Test
    void aCurvedCostWithMixedTermsHasItsKnownDerivatives() {
        // ℓ = sin(a) exp(b) u², its derivatives written by hand
        Cost cost = (x, u, t) -> Math.sin(x[0]) * Math.exp(x[1]) * u[0] * u[0];
        double a = 0.7;
        double b = -0.3;
        double c = 1.2;
        double[] x = {a, b};
        double[] u = {c};
        StageExpansion stage = new StageExpansion(2, 1);
        cost.expandRunning(x, u, 0, 1, stage);

        double e = Math.exp(b);
        double[] gradient = {Math.cos(a) * e * c * c, Math.sin(a) * e * c * c, 2 * Math.sin(a) * e * c};
        double[][] hessian = {
            {-Math.sin(a) * e * c * c, Math.cos(a) * e * c * c, 2 * Math.cos(a) * e * c},
            {Math.cos(a) * e * c * c, Math.sin(a) * e * c * c, 2 * Math.sin(a) * e * c},
            {2 * Math.cos(a) * e * c, 2 * Math.sin(a) * e * c, 2 * Math.sin(a) * e}
        };
        for (int i = 0; i < 3; i++) {
            assertThat(stage.gradient(i)).isCloseTo(gradient[i], within(TOLERANCE));
            for (int j = 0; j < 3; j++) {
                assertThat(stage.hessian(i, j)).isCloseTo(hessian[i][j], within(TOLERANCE));
            }
        }
    }

    @Test
    void theStepGrowsWithLargeCoordinates() {
        // At 1e6 a step of 2⁻¹³ would leave ½y² ≈ 5e11 with second differences lost in rounding (1e-4/1.5e-8).
        Cost cost = (x, u, t) -> 0.5 * x[0] * x[0];
        StageExpansion stage = new StageExpansion(1, 0);
        cost.expandRunning(new double[] {1e6}, new double[0], 0, 1, stage);
        assertThat(stage.gradient(0)).isCloseTo(1e6, within(1e-2));
        assertThat(stage.hessian(0, 0)).isCloseTo(1, within(1e-5));
    }

    @Test
    void addsTheWeightedExpansionAndLeavesTheArgumentsAlone() {
        Cost cost = new Cost() {
            @Override
            public double running(double[] state, double[] control, int t) {
                return state[0] * control[0];
            }

            @Override
            public double terminal(double[] state) {
                return 3 * state[0] * state[0];
            }
        };
        double[] x = {2};
        double[] u = {5};
        StageExpansion stage = new StageExpansion(1, 1);
        stage.addValue(1);
        stage.addGradient(0, 1);
        stage.addHessian(0, 1, 1);
        cost.expandRunning(x, u, 0, 0.5, stage);
        assertThat(stage.value()).isEqualTo(6);
        assertThat(stage.gradient(0)).isCloseTo(3.5, within(TOLERANCE));
        assertThat(stage.hessian(0, 1)).isCloseTo(1.5, within(TOLERANCE));
        assertThat(stage.hessian(1, 0)).isCloseTo(0.5, within(TOLERANCE));

        StageExpansion last = new StageExpansion(1, 1);
        cost.expandTerminal(x, 2, last);
        assertThat(last.value()).isEqualTo(24);
        assertThat(last.gradient(0)).isCloseTo(24, within(10 * TOLERANCE));
        assertThat(last.hessian(0, 0)).isCloseTo(12, within(10 * TOLERANCE));
        assertThat(last.gradient(1)).isZero();

        assertThat(x).containsExactly(2);
        assertThat(u).containsExactly(5);
    }

    @Test
    void aLambdaCostsNothingAtTheFinalState() {
        Cost cost = (x, u, t) -> 7;
        assertThat(cost.terminal(new double[] {1})).isZero();
        StageExpansion stage = new StageExpansion(1, 0);
        cost.expandTerminal(new double[] {1}, 1, stage);
        assertThat(stage.value()).isZero();
        assertThat(stage.hessian(0, 0)).isZero();
    }
}
