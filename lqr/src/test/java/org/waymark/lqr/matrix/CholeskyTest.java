package org.waymark.lqr.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.RandomStreams;

class CholeskyTest {
    /** Where the matrix begins in its array. */
    private static final int AT = 3;

    @Property(tries = 40, seed = "1")
    void factorsMultiplyToTheMatrix(@ForAll @IntRange(min = 1, max = 9) int n, @ForAll @IntRange(max = 50) int seed) {
        double[] a = positiveDefinite(n, seed);
        double[] lower = a.clone();
        double[] upper = a.clone();
        assertThat(Cholesky.factor(lower, AT, n)).isTrue();
        assertThat(Cholesky.factorUpper(upper, AT, n)).isTrue();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double fromLower = 0;
                double fromUpper = 0;
                for (int k = 0; k < n; k++) {
                    fromLower += lower[AT + i * n + k] * lower[AT + j * n + k];
                    fromUpper += upper[AT + i * n + k] * upper[AT + j * n + k];
                }
                assertThat(fromLower).isCloseTo(a[AT + i * n + j], within(1e-13 * n));
                assertThat(fromUpper).isCloseTo(a[AT + i * n + j], within(1e-13 * n));
            }
            for (int j = 0; j < i; j++) {
                assertThat(lower[AT + j * n + i]).isZero();
                assertThat(upper[AT + i * n + j]).isZero();
            }
        }
        assertThat(lower[0]).isEqualTo(a[0]);
    }

    /** Cov = L Lᵀ and Cov⁻¹ = U Uᵀ belong together by U = L⁻ᵀ and L = U⁻ᵀ. */
    @Property(tries = 40, seed = "2")
    void invertedFactorsAreFactorsOfTheInverse(
            @ForAll @IntRange(min = 1, max = 9) int n, @ForAll @IntRange(max = 50) int seed) {
        double[] a = positiveDefinite(n, seed);
        double[] inverse = new double[a.length];
        double[] lower = a.clone();
        Cholesky.factor(lower, AT, n);
        Cholesky.invert(lower, AT, n, inverse, AT);
        double[] upper = new double[a.length];
        Cholesky.invertTransposedLower(lower, AT, n, upper, AT);
        double[] square = new double[a.length];
        Cholesky.square(upper, AT, n, square, AT);
        assertSame(square, inverse, n);
        double[] expected = inverse.clone();
        Cholesky.factorUpper(expected, AT, n);
        assertSame(upper, expected, n);
        double[] back = new double[a.length];
        Cholesky.invertTransposedUpper(upper, AT, n, back, AT);
        assertSame(back, lower, n);
    }

    @Property(tries = 40, seed = "3")
    void solvesLinearSystems(
            @ForAll @IntRange(min = 1, max = 9) int n,
            @ForAll @IntRange(min = 1, max = 4) int cols,
            @ForAll @IntRange(max = 50) int seed) {
        double[] a = positiveDefinite(n, seed);
        double[] x = new double[n * cols];
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.sin(i + 1);
        }
        double[] b = new double[1 + n * cols];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < cols; c++) {
                for (int k = 0; k < n; k++) {
                    b[1 + i * cols + c] += a[AT + i * n + k] * x[k * cols + c];
                }
            }
        }
        double[] lower = a.clone();
        Cholesky.factor(lower, AT, n);
        Cholesky.solve(lower, AT, n, b, 1, cols);
        for (int i = 0; i < x.length; i++) {
            assertThat(b[1 + i]).isCloseTo(x[i], within(1e-11));
        }
    }

    @Test
    void logDeterminantSurvivesExtremePivots() {
        int n = 6;
        double[] l = new double[n * n];
        double expected = 0;
        for (int i = 0; i < n; i++) {
            l[i * n + i] = i % 2 == 0 ? 1e150 : 1e-140;
            expected += 2 * Math.log(l[i * n + i]);
        }
        assertThat(Cholesky.logDeterminant(l, 0, n)).isCloseTo(expected, within(1e-10));
        for (int i = 0; i < n; i++) {
            l[i * n + i] = 1e150;
        }
        assertThat(Cholesky.logDeterminant(l, 0, n)).isCloseTo(2 * n * Math.log(1e150), within(1e-10));
    }

    @Test
    void refusesWhatIsNotPositiveDefinite() {
        double[][] bad = {
            {1, 2, 2, 1},
            {Double.NaN, 0, 0, 1},
            {1, Double.NaN, Double.NaN, 1},
            {0, 0, 0, 0},
            {-1, 0, 0, -1},
            {1, 1, 1, 1},
            {1, 0, 0, 1e-300},
            {1e-300, 0, 0, 1},
            {Double.POSITIVE_INFINITY, 0, 0, 1}
        };
        for (double[] a : bad) {
            assertThat(Cholesky.factor(a.clone(), 0, 2))
                    .as("lower factor of %s", a)
                    .isFalse();
            assertThat(Cholesky.factorUpper(a.clone(), 0, 2))
                    .as("upper factor of %s", a)
                    .isFalse();
        }
    }

    /** The floor is relative: units do not matter. */
    @Test
    void acceptsSmallUnits() {
        assertThat(Cholesky.factor(new double[] {2e-200, 1e-200, 1e-200, 2e-200}, 0, 2))
                .isTrue();
        assertThat(Cholesky.factorUpper(new double[] {2e-200, 1e-200, 1e-200, 2e-200}, 0, 2))
                .isTrue();
    }

    private static void assertSame(double[] actual, double[] expected, int n) {
        for (int i = AT; i < AT + n * n; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-11));
        }
    }

    private static double[] positiveDefinite(int n, int seed) {
        var random = new RandomStreams(seed).stream("matrix", n, 0, 0);
        double[] g = new double[n * n];
        for (int i = 0; i < g.length; i++) {
            g[i] = random.nextGaussian();
        }
        double[] a = new double[AT + n * n];
        a[0] = 17;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = i == j ? 0.1 : 0;
                for (int k = 0; k < n; k++) {
                    sum += g[i * n + k] * g[j * n + k] / n;
                }
                a[AT + i * n + j] = sum;
            }
        }
        return a;
    }
}
