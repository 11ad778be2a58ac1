package org.waymark.lqr.derivative;

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
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.lqr.DifferentiableModel;
import org.waymark.lqr.ilqr.problems.BenchmarkProblem;
import org.waymark.lqr.ilqr.problems.DualProblems;

/** Models written with dual numbers, and their derivatives. */
class DualModelTest {
    private static final int N = 3;
    private static final int M = 2;
    private static final int S = N + M;

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithDerivativesByHand(BenchmarkProblem problem) {
        DifferentiableModel byHand = (DifferentiableModel) problem.model();
        DualModel dual = DualProblems.model(problem);
        int n = byHand.stateSize();
        int m = byHand.controlSize();
        int s = n + m;
        RandomGenerator random = random(3);
        double[] f = new double[n];
        double[] g = new double[n];
        double[] jf = new double[n * s];
        double[] jg = new double[n * s];
        for (int trial = 0; trial < 100; trial++) {
            double[] x = random.doubles(n, -3, 3).toArray();
            double[] u = random.doubles(m, -1, 1).toArray();
            double[] w = random.doubles(n, -10, 10).toArray();
            byHand.next(x, u, trial, f);
            dual.next(x, u, trial, g);
            requireClose(g, f);
            byHand.jacobian(x, u, trial, jf);
            dual.jacobian(x, u, trial, jg);
            requireClose(jg, jf);
            double[] hf = random.doubles(s * s).toArray();
            double[] hg = hf.clone();
            byHand.addCurvature(x, u, trial, w, hf);
            dual.addCurvature(x, u, trial, w, hg);
            requireClose(hg, hf);
        }
    }

    /** To the rounding of some hundred operations, relative to the largest entry. */
    private static void requireClose(double[] actual, double[] expected) {
        double scale = 1;
        for (double e : expected) {
            scale = Math.max(scale, Math.abs(e));
        }
        assertThat(actual).containsExactly(expected, within(1e-12 * scale));
    }

    /** Random programs of smooth operations, each on earlier results, bounded so that differences mean something. */
    private record RandomProgram(long seed) implements DualDynamics {
        private static final int LENGTH = 25;

        @Override
        public void next(Dual[] x, Dual[] u, int t, Dual[] next) {
            RandomGenerator random = random(seed);
            Dual[] pool = Arrays.copyOf(x, S + LENGTH);
            System.arraycopy(u, 0, pool, N, M);
            for (int k = S; k < pool.length; k++) {
                Dual a = pool[random.nextInt(k)];
                Dual b = pool[random.nextInt(k)];
                Dual c = random.nextInt(6) == 0 ? a.constant(random.nextDouble(-1, 1)) : b;
                pool[k] = bounded(operation(random.nextInt(18), a, c, random.nextDouble(0.5, 2)));
            }
            System.arraycopy(pool, pool.length - N, next, 0, N);
        }

        private static Dual bounded(Dual z) {
            return Math.abs(z.value()) > 2 ? z.tanh() : z;
        }

        private static Dual operation(int kind, Dual a, Dual b, double number) {
            return switch (kind) {
                case 0 -> a.plus(b);
                case 1 -> a.minus(b);
                case 2, 3 -> a.times(b);
                case 4 -> a.dividedBy(b.square().plus(0.5));
                case 5 -> a.sin();
                case 6 -> b.cos();
                case 7 -> a.exp();
                case 8 -> a.square().plus(number).log();
                case 9 -> a.square().plus(number).sqrt();
                case 10 -> a.plusTimes(number, b);
                case 11 -> a.hypot(b.plus(3));
                case 12 -> a.atan2(b.square().plus(number));
                case 13 -> a.times(0.3).asin();
                case 14 -> a.tanh().subtractedFrom(number);
                case 15 -> a.square().plus(number).pow(b);
                case 16 -> a.cosh().reciprocal().times(number);
                default -> a.max(b).minus(number).atan();
            };
        }
    }

    @Property(tries = 300, seed = "7")
    void randomProgramsHaveTheDerivativesThatDifferencesFind(@ForAll long seed) {
        DualModel model = new DualModel(N, M, new RandomProgram(seed));
        RandomGenerator random = random(seed + 1);
        double[] y = random.doubles(S, -1, 1).toArray();
        double[] w = random.doubles(N, -1, 1).toArray();
        double[] exact = jacobian(model, y);
        double[] curvature = new double[S * S];
        model.addCurvature(Arrays.copyOf(y, N), Arrays.copyOfRange(y, N, S), 0, w, curvature);
        double h = 1e-5;
        double[] plus = new double[N];
        double[] minus = new double[N];
        for (int j = 0; j < S; j++) {
            double centre = y[j];
            y[j] = centre + h;
            model.next(Arrays.copyOf(y, N), Arrays.copyOfRange(y, N, S), 0, plus);
            double[] jacobianPlus = jacobian(model, y);
            y[j] = centre - h;
            model.next(Arrays.copyOf(y, N), Arrays.copyOfRange(y, N, S), 0, minus);
            double[] jacobianMinus = jacobian(model, y);
            y[j] = centre;
            for (int i = 0; i < S; i++) {
                double second = 0;
                for (int k = 0; k < N; k++) {
                    double entry = exact[k * S + j];
                    // Third derivatives of such compositions reach 1e3 and more, relative to the first: h²·1e4 = 1e-6
                    assertThat(entry).isCloseTo((plus[k] - minus[k]) / (2 * h), within(1e-6 * (1 + Math.abs(entry))));
                    second += w[k] * (jacobianPlus[k * S + i] - jacobianMinus[k * S + i]) / (2 * h);
                }
                double bound = 1e-5 * (1 + Math.abs(curvature[i * S + j]));
                assertThat(curvature[i * S + j]).isCloseTo(second, within(bound));
                assertThat(curvature[i * S + j]).isEqualTo(curvature[j * S + i]);
            }
        }
    }

    private static double[] jacobian(DualModel model, double[] y) {
        double[] jacobian = new double[N * S];
        Arrays.fill(jacobian, Double.NaN);
        model.jacobian(Arrays.copyOf(y, N), Arrays.copyOfRange(y, N, S), 0, jacobian);
        return jacobian;
    }

    @Test
    void polynomialsOfSmallIntegersAreExact() {
        // f₁ = x₁²u₁ + 3x₂x₃ − u₂³, f₂ = 7, f₃ = x₃
        DualModel model = new DualModel(N, M, (x, u, t, next) -> {
            next[0] = x[0].square().times(u[0]).plusTimes(3, x[1].times(x[2])).minus(u[1].pow(3));
            next[1] = x[0].constant(7);
            next[2] = x[2];
        });
        double[] x = {2, 3, 5};
        double[] u = {-4, 6};
        double[] next = new double[N];
        model.next(x, u, 0, next);
        assertThat(next).containsExactly(-16 + 45 - 216, 7, 5);
        double[] jacobian = new double[N * S];
        Arrays.fill(jacobian, 99);
        model.jacobian(x, u, 0, jacobian);
        assertThat(jacobian).containsExactly(-16, 15, 9, 4, -108, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0);
        double[] curvature = new double[S * S];
        model.addCurvature(x, u, 0, new double[] {2, 50, 70}, curvature);
        double[] expected = new double[S * S];
        expected[0] = -16;
        expected[3] = 8;
        expected[3 * S] = 8;
        expected[S + 2] = 6;
        expected[2 * S + 1] = 6;
        expected[4 * S + 4] = -72;
        assertThat(curvature).containsExactly(expected);
    }

    @Test
    void curvatureIsTheSameWithAndWithoutAJacobianBefore() {
        DualModel model = new DualModel(N, M, new RandomProgram(5));
        double[] x = {0.1, 0.2, 0.3};
        double[] u = {-0.5, 0.4};
        double[] w = {1, 2, 3};
        double[] alone = new double[S * S];
        model.addCurvature(x, u, 0, w, alone);
        for (int repeat = 0; repeat < 3; repeat++) {
            double[] after = new double[S * S];
            model.jacobian(x, u, 0, new double[N * S]);
            model.addCurvature(x, u, 0, w, after);
            assertThat(after).containsExactly(alone);
            model.next(x, u, 0, new double[N]);
            double[] afterValues = new double[S * S];
            model.addCurvature(x, u, 0, w, afterValues);
            assertThat(afterValues).containsExactly(alone);
        }
    }

    @Test
    void theTimeStepReachesTheDynamics() {
        DualModel model =
                new DualModel(1, 1, (x, u, t, next) -> next[0] = x[0].times(t).times(u[0]));
        double[] jacobian = new double[2];
        for (int t : new int[] {3, 4, 3}) {
            model.jacobian(new double[] {2}, new double[] {5}, t, jacobian);
            assertThat(jacobian).containsExactly(5 * t, 2 * t);
        }
    }

    @Test
    void nothingIsAllocatedAfterWarmUp() {
        DualModel model = DualProblems.model(BenchmarkProblem.CART_POLE);
        double[] x = {0.1, 0.2, 0.3, 0.4};
        double[] u = {1};
        double[] next = new double[4];
        double[] jacobian = new double[20];
        double[] hessian = new double[25];
        assertThat(Allocation.leastOf(() -> {
                    for (int i = 0; i < 200; i++) {
                        x[1] = i * 0.01;
                        model.next(x, u, 0, next);
                        model.jacobian(x, u, 0, jacobian);
                        model.addCurvature(x, u, 0, x, hessian);
                    }
                }))
                .isZero();
    }

    @Test
    void mistakesAreNamed() {
        DualModel forgets = new DualModel(2, 1, (x, u, t, next) -> {
            if (t == 0) {
                next[1] = x[1];
            }
            next[0] = x[0];
        });
        double[] x = new double[2];
        double[] u = new double[1];
        forgets.next(x, u, 0, new double[2]);
        assertThatThrownBy(() -> forgets.next(x, u, 4, new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dynamics: next[1] was not set at t = 4");
        assertThatThrownBy(() -> forgets.next(u, u, 0, x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state: expected 2 numbers, found 1");
        Dual[] kept = new Dual[1];
        new DualModel(1, 0, (y, none, t, next) -> next[0] = kept[0] = y[0]).next(u, new double[0], 0, u);
        assertThatThrownBy(() -> new DualModel(1, 0, (y, none, t, next) -> next[0] = y[0].plus(kept[0]))
                        .next(u, new double[0], 0, u))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("numbers of two evaluations were mixed");
        assertThatThrownBy(
                        () -> new DualModel(1, 0, (y, none, t, next) -> next[0] = kept[0]).next(u, new double[0], 0, u))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("next[0]");
    }
}
