package org.waymark.lqr.riccati;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RandomStreams;

class DiscreteRiccatiTest {
    private static final double[][] ONE = {{1}};

    /** The equation itself, as a textbook writes it, in plain doubles. */
    @Property(tries = 25, seed = "1")
    void isAStableFixedPoint(
            @ForAll @IntRange(min = 1, max = 30) int n,
            @ForAll @IntRange(min = 1, max = 8) int m,
            @ForAll @LongRange(min = 0, max = 1000) long seed) {
        double[][][] p = random(seed, n, m);
        assertFixedPoint(p, 1e-10);
    }

    @Test
    void isAStableFixedPointOfTheLargestSize() {
        assertFixedPoint(random(5, 60, 20), 1e-10);
    }

    @Test
    void scalarEquationHasItsClosedForm() {
        // x = a²x − a²x²/(1 + x) + 1 with a = 2: x² − 4x − 1 = 0
        RiccatiSolution s = DiscreteRiccati.solve(new double[][] {{2}}, ONE, ONE, ONE);
        double x = 2 + Math.sqrt(5);
        assertThat(s.value()[0][0]).isCloseTo(x, within(1e-14));
        assertThat(s.gain()[0][0]).isCloseTo(-2 * x / (1 + x), within(1e-15));
        assertThat(s.controlHessian()[0][0]).isCloseTo(1 + x, within(1e-14));
        assertThat(s.spectralRadius()).isCloseTo(2 - 2 * x / (1 + x), within(1e-15));
    }

    /** x̂ = Tx, û = Su turns X into T⁻ᵀXT⁻¹ and K into SKT⁻¹. */
    @Test
    void changesOfUnitsChangeNothingElse() {
        double[][][] p = random(9, 4, 2);
        RiccatiSolution plain = DiscreteRiccati.solve(p[0], p[1], p[2], p[3], p[4]);
        double[] t = {1e-7, 3, 1e5, 40};
        double[] s = {1e-4, 1e6};
        RiccatiSolution scaled = DiscreteRiccati.solve(
                scale(t, p[0], inverse(t)),
                scale(t, p[1], inverse(s)),
                scale(inverse(t), p[2], inverse(t)),
                scale(inverse(s), p[3], inverse(s)),
                scale(inverse(t), p[4], inverse(s)));
        assertClose(scale(t, scaled.value(), t), plain.value(), 1e-12);
        assertClose(scale(inverse(s), scaled.gain(), t), plain.gain(), 1e-12);
    }

    /** Controls whose weights are 24 orders of magnitude apart: doubling one control with half the weight each is one control. */
    @Property(tries = 20, seed = "3")
    void takesWeightsOfAnySize(@ForAll @LongRange(min = 0, max = 1000) long seed) {
        double[][][] p = random(seed, 5, 1);
        double[][] b = new double[5][2];
        for (int i = 0; i < 5; i++) {
            b[i][0] = p[1][i][0];
            b[i][1] = 1e-12 * p[1][i][0];
        }
        double r = p[3][0][0];
        // u = u₁ + 1e-12 u₂, and ½r u² is the least of ½(2r)u₁² + ½(2r·1e-24)u₂²
        RiccatiSolution two = DiscreteRiccati.solve(p[0], b, p[2], diagonal(2 * r, 2e-24 * r));
        RiccatiSolution one = DiscreteRiccati.solve(p[0], p[1], p[2], p[3]);
        assertThat(two.status()).as(two.message()).isEqualTo(RiccatiStatus.SOLVED);
        assertClose(two.value(), one.value(), 1e-11);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.1, -1.1, 1, -1})
    void namesTheModeThatCannotBeMoved(double eigenvalue) {
        double[][] a = {{0.5, 0, 1}, {0, eigenvalue, 0}, {0, 2, 0.7}};
        double[][] b = {{1}, {0}, {1}};
        RiccatiSolution s = DiscreteRiccati.solve(a, b, diagonal(1, 1, 1), ONE);
        assertThat(s.status()).isEqualTo(RiccatiStatus.UNSTABILISABLE);
        assertThat(eigenvalueIn(s.message())).isCloseTo(eigenvalue, within(1e-12));
        assertThatIllegalStateException().isThrownBy(s::gain).withMessageContaining("not stabilisable");
    }

    @Test
    void namesAComplexPairThatCannotBeMovedInAnyCoordinates() {
        double[][] a = {{1.2, 0.9, 0}, {-0.9, 1.2, 0}, {0, 0, 1.7}};
        double[][] b = {{0}, {0}, {1}};
        DMatrixRMaj t = new DMatrixRMaj(new double[][] {{1, 2, -1}, {0.5, 1, 3}, {2, -1, 1}});
        DMatrixRMaj inverse = t.copy();
        CommonOps_DDRM.invert(inverse);
        DMatrixRMaj moved = Algebra.times(t, Algebra.times(new DMatrixRMaj(a), inverse));
        DMatrixRMaj input = Algebra.times(t, new DMatrixRMaj(b));
        RiccatiSolution s = DiscreteRiccati.solve(rows(moved), rows(input), diagonal(1, 1, 1), ONE);
        assertThat(s.status()).isEqualTo(RiccatiStatus.UNSTABILISABLE);
        assertThat(s.message()).containsPattern("1\\.(2000000|1999999)\\d* ± 0\\.(9000000|8999999)\\d*i");
    }

    @Test
    void noInputAtAllIsFineForAStablePlant() {
        RiccatiSolution s = DiscreteRiccati.solve(new double[][] {{0.5}}, new double[][] {{0}}, ONE, ONE);
        // x = x/4 + 1
        assertThat(s.value()[0][0]).isCloseTo(4.0 / 3, within(1e-15));
        assertThat(s.gain()[0][0]).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, -1})
    void namesTheModeOnTheUnitCircleThatTheCostDoesNotSee(double eigenvalue) {
        double[][] a = {{eigenvalue, 0}, {0, 0.5}};
        double[][] b = {{1}, {1}};
        RiccatiSolution s = DiscreteRiccati.solve(a, b, diagonal(0, 1), ONE);
        assertThat(s.status()).isEqualTo(RiccatiStatus.UNIT_CIRCLE);
        assertThat(eigenvalueIn(s.message())).isCloseTo(eigenvalue, within(1e-12));
    }

    @Test
    void refusesAnIndefiniteR() {
        RiccatiSolution s = DiscreteRiccati.solve(new double[][] {{0.5}}, ONE, ONE, new double[][] {{-5}});
        assertThat(s.status()).isEqualTo(RiccatiStatus.INDEFINITE);
        assertThat(s.message()).contains("R has the smallest eigenvalue -5");
    }

    /** u² counts −0.1 now and more than that later: R + BᵀXB is positive, which is what matters. */
    @Test
    void takesAnIndefiniteRThatTheFuturePaysFor() {
        RiccatiSolution s = DiscreteRiccati.solve(new double[][] {{2}}, ONE, ONE, new double[][] {{-0.1}});
        double x = s.value()[0][0];
        assertThat(x).isCloseTo(4 * x - 4 * x * x / (x - 0.1) + 1, within(1e-12));
        assertThat(x - 0.1).isPositive();
        assertThat(s.spectralRadius()).isLessThan(1);
    }

    @Test
    void refusesACostWithoutAMinimum() {
        RiccatiSolution s = DiscreteRiccati.solve(new double[][] {{0.9}}, ONE, new double[][] {{-10}}, ONE);
        assertThat(s.status()).isEqualTo(RiccatiStatus.INDEFINITE);
    }

    @Test
    void namesWrongShapes() {
        double[][] a = diagonal(1, 1);
        double[][] b = {{1}, {1}};
        double[][] q = diagonal(1, 1);
        assertShape("A: expected 2×2, found 2×1", b, b, q, ONE, b);
        assertShape("B: expected 2×1, found 1×1", a, ONE, q, ONE, b);
        assertShape("Q: expected 2×2, found 1×1", a, b, ONE, ONE, b);
        assertShape("R: expected 1×1, found 2×2", a, b, q, a, b);
        assertShape("N: expected 2×1, found 2×2", a, b, q, ONE, a);
        assertShape("N: expected 2×1, found null", a, b, q, ONE, null);
        assertShape(
                "A: expected 2×2, found a row 1 of another length than row 0",
                new double[][] {{1, 2}, {3}},
                b,
                q,
                ONE,
                b);
        assertShape(
                "Q: expected a symmetric matrix, found 2.0 at [0][1] and 1.0 at [1][0]",
                a,
                b,
                new double[][] {{1, 2}, {1, 1}},
                ONE,
                b);
        assertShape("B: expected at least one column, found none", a, new double[2][0], q, ONE, b);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void namesNonFiniteEntries(double bad) {
        double[][][] good = random(3, 2, 1);
        String[] names = {"A", "B", "Q", "R", "N"};
        for (int k = 0; k < names.length; k++) {
            double[][][] p = random(3, 2, 1);
            int last = p[k].length - 1;
            p[k][last][p[k][last].length - 1] = bad;
            int index = p[k].length * p[k][0].length - 1;
            assertThatThrownBy(() -> DiscreteRiccati.solve(p[0], p[1], p[2], p[3], p[4]))
                    .isInstanceOf(NonFiniteException.class)
                    .hasMessage(names[k] + ": " + bad + " at index " + index);
        }
        assertThat(DiscreteRiccati.solve(good[0], good[1], good[2], good[3], good[4])
                        .solved())
                .isTrue();
    }

    private static void assertShape(
            String message, double[][] a, double[][] b, double[][] q, double[][] r, double[][] cross) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiscreteRiccati.solve(a, b, q, r, cross))
                .withMessage(message);
    }

    private static void assertFixedPoint(double[][][] p, double tolerance) {
        RiccatiSolution s = DiscreteRiccati.solve(p[0], p[1], p[2], p[3], p[4]);
        assertThat(s.status()).as(s.message()).isEqualTo(RiccatiStatus.SOLVED);
        DMatrixRMaj a = new DMatrixRMaj(p[0]);
        DMatrixRMaj b = new DMatrixRMaj(p[1]);
        DMatrixRMaj x = new DMatrixRMaj(s.value());
        DMatrixRMaj xb = Algebra.times(x, b);
        DMatrixRMaj s0 = Algebra.plus(new DMatrixRMaj(p[3]), Algebra.transposedTimes(b, xb));
        CommonOps_DDRM.invert(s0);
        DMatrixRMaj qxu = Algebra.plus(Algebra.transposedTimes(a, xb), new DMatrixRMaj(p[4]));
        DMatrixRMaj right = Algebra.plus(
                Algebra.plus(Algebra.transposedTimes(a, Algebra.times(x, a)), new DMatrixRMaj(p[2])),
                -1,
                Algebra.times(qxu, Algebra.timesTransposed(s0, qxu)));
        assertClose(rows(right), s.value(), tolerance);
        DMatrixRMaj gain = Algebra.timesTransposed(s0, qxu);
        CommonOps_DDRM.scale(-1, gain);
        assertClose(s.gain(), rows(gain), tolerance);
        assertThat(s.residual()).isLessThan(1e-10);
        // stable: the closed loop's powers vanish
        DMatrixRMaj power = Algebra.plus(a, Algebra.times(b, gain));
        assertThat(s.spectralRadius()).isLessThan(0.999);
        for (int k = 0; k < 18; k++) {
            power = Algebra.times(power, power);
        }
        assertThat(Algebra.norm(power)).isLessThan(1e-10);
    }

    /** A of spectral radius up to 2 or so, and a positive definite stage cost with cross terms. */
    private static double[][][] random(long seed, int n, int m) {
        RandomGenerator random = new RandomStreams(seed).stream("riccati", n, m, 0);
        double[][] root = new double[n + m][n + m];
        for (double[] row : root) {
            Arrays.setAll(row, j -> random.nextGaussian() / Math.sqrt(n + m));
        }
        DMatrixRMaj w = Algebra.plus(
                Algebra.timesTransposed(new DMatrixRMaj(root), new DMatrixRMaj(root)),
                0.1,
                CommonOps_DDRM.identity(n + m));
        double[][] a = new double[n][n];
        double[][] b = new double[n][m];
        double size = 2 * random.nextDouble() / Math.sqrt(n);
        for (int i = 0; i < n; i++) {
            Arrays.setAll(a[i], j -> size * random.nextGaussian());
            Arrays.setAll(b[i], j -> random.nextGaussian());
        }
        return new double[][][] {
            a,
            b,
            rows(CommonOps_DDRM.extract(w, 0, n, 0, n)),
            rows(CommonOps_DDRM.extract(w, n, n + m, n, n + m)),
            rows(CommonOps_DDRM.extract(w, 0, n, n, n + m))
        };
    }

    private static double eigenvalueIn(String message) {
        return Double.parseDouble(message.replaceFirst(".*eigenvalue (-?[0-9.E-]+) .*", "$1"));
    }

    private static void assertClose(double[][] actual, double[][] expected, double tolerance) {
        DMatrixRMaj e = new DMatrixRMaj(expected);
        double difference = Algebra.norm(Algebra.plus(new DMatrixRMaj(actual), -1, e));
        assertThat(difference).isLessThanOrEqualTo(tolerance * Algebra.norm(e));
    }

    private static double[][] scale(double[] left, double[][] a, double[] right) {
        return rows(Algebra.scaled(left, new DMatrixRMaj(a), right));
    }

    private static double[] inverse(double[] v) {
        return Arrays.stream(v).map(x -> 1 / x).toArray();
    }

    private static double[][] diagonal(double... entries) {
        double[][] out = new double[entries.length][entries.length];
        for (int i = 0; i < entries.length; i++) {
            out[i][i] = entries[i];
        }
        return out;
    }

    private static double[][] rows(DMatrixRMaj a) {
        double[][] out = new double[a.numRows][a.numCols];
        for (int i = 0; i < a.numRows; i++) {
            for (int j = 0; j < a.numCols; j++) {
                out[i][j] = a.get(i, j);
            }
        }
        return out;
    }
}
