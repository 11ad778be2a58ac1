package org.waymark.lqr.derivative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.Model;

/** Any model, differentiated by central differences. */
class FiniteDifferenceModelTest {
    private static final int N = 3;
    private static final int M = 2;
    private static final int S = N + M;
    private static final FiniteDifferenceOptions WITH_CURVATURE =
            FiniteDifferenceOptions.defaults().withCurvature(true);

    /** f_k = Σ_i A_ki sin(y_i + t) + ½ yᵀB_k y, whose derivatives are written out below. */
    private record Curved(double[][] a, double[][][] b) implements Model {
        static Curved random(long seed) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            double[][] a = new double[N][];
            double[][][] b = new double[N][S][S];
            for (int k = 0; k < N; k++) {
                a[k] = random.doubles(S, -1, 1).toArray();
                for (int i = 0; i < S; i++) {
                    for (int j = 0; j <= i; j++) {
                        b[k][i][j] = random.nextDouble(-1, 1);
                        b[k][j][i] = b[k][i][j];
                    }
                }
            }
            return new Curved(a, b);
        }

        @Override
        public int stateSize() {
            return N;
        }

        @Override
        public int controlSize() {
            return M;
        }

        @Override
        public void next(double[] x, double[] u, int t, double[] next) {
            for (int k = 0; k < N; k++) {
                next[k] = 0;
                for (int i = 0; i < S; i++) {
                    next[k] += a[k][i] * Math.sin(y(x, u, i) + t);
                    for (int j = 0; j < S; j++) {
                        next[k] += 0.5 * y(x, u, i) * b[k][i][j] * y(x, u, j);
                    }
                }
            }
        }

        double jacobian(double[] x, double[] u, int t, int k, int i) {
            double sum = a[k][i] * Math.cos(y(x, u, i) + t);
            for (int j = 0; j < S; j++) {
                sum += b[k][i][j] * y(x, u, j);
            }
            return sum;
        }

        double curvature(double[] x, double[] u, int t, double[] w, int i, int j) {
            double sum = 0;
            for (int k = 0; k < N; k++) {
                sum += w[k] * (b[k][i][j] - (i == j ? a[k][i] * Math.sin(y(x, u, i) + t) : 0));
            }
            return sum;
        }

        private static double y(double[] x, double[] u, int i) {
            return i < N ? x[i] : u[i - N];
        }
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    @Property(tries = 30, seed = "5")
    void findsTheDerivativesOfACurvedModel(@ForAll long seed) {
        Curved model = Curved.random(seed);
        double[] x = random(seed + 1).doubles(N, -2, 2).toArray();
        double[] u = random(seed + 2).doubles(M, -2, 2).toArray();
        double[] w = random(seed + 3).doubles(N, -1, 1).toArray();
        FiniteDifferenceModel differences = FiniteDifferenceModel.of(model, WITH_CURVATURE);
        double[] jacobian = new double[N * S];
        Arrays.fill(jacobian, Double.NaN);
        double[] hessian = new double[S * S];
        Arrays.fill(hessian, 1);
        differences.jacobian(x, u, 4, jacobian);
        differences.addCurvature(x, u, 4, w, hessian);

        for (int i = 0; i < S; i++) {
            for (int k = 0; k < N; k++) {
                // Values near 10 round at 2e-15, over 2h = 1.5e-5; truncation h²/6 ≈ 4e-11
                assertThat(jacobian[k * S + i]).isCloseTo(model.jacobian(x, u, 4, k, i), within(2e-9));
            }
            for (int j = 0; j < S; j++) {
                // Values near 20 round at 4e-15 a few times, over h² = 1.5e-8 and more
                assertThat(hessian[i * S + j]).isCloseTo(1 + model.curvature(x, u, 4, w, i, j), within(1e-5));
                assertThat(hessian[i * S + j]).isEqualTo(hessian[j * S + i]);
            }
        }
    }

    @Test
    void anyNumberOfThreadsFindsTheSameBits() {
        Curved model = Curved.random(1);
        int horizon = 23;
        double[][] xs = rows(random(2), horizon + 1, N);
        double[][] us = rows(random(3), horizon, M);
        double[] w = {0.3, -0.7, 2};
        double[][] expected = new double[horizon][N * S];
        double[] expectedHessian = new double[S * S];
        FiniteDifferenceModel one = FiniteDifferenceModel.of(model, WITH_CURVATURE);
        for (int t = 0; t < horizon; t++) {
            one.jacobian(xs[t], us[t], t, expected[t]);
        }
        one.addCurvature(xs[3], us[3], 3, w, expectedHessian);
        for (int threads = 1; threads <= 4; threads++) {
            try (FiniteDifferenceModel several =
                    FiniteDifferenceModel.inParallel(() -> model, threads, WITH_CURVATURE)) {
                double[][] jacobians = new double[horizon][N * S];
                for (int repeat = 0; repeat < 20; repeat++) {
                    several.jacobians(0, xs, us, horizon, jacobians);
                    assertThat(jacobians).isDeepEqualTo(expected);
                }
                double[] stage = new double[N * S];
                several.jacobian(xs[5], us[5], 5, stage);
                assertThat(stage).containsExactly(expected[5]);
                double[] hessian = new double[S * S];
                several.addCurvature(xs[3], us[3], 3, w, hessian);
                assertThat(hessian).containsExactly(expectedHessian);
            }
        }
    }

    @Test
    void eachThreadHasAModelOfItsOwnWhichIsNeverUsedByTwoAtOnce() {
        int[] made = {0};
        try (FiniteDifferenceModel several = FiniteDifferenceModel.inParallel(
                () -> {
                    made[0]++;
                    return new NotShared();
                },
                3,
                FiniteDifferenceOptions.defaults())) {
            assertThat(made[0]).isEqualTo(3);
            double[][] jacobians = new double[500][2];
            several.jacobians(0, new double[500][1], new double[500][1], 500, jacobians);
            for (int i = 0; i < 500; i++) {
                assertThat(jacobians[i][0]).isCloseTo(2, within(1e-10));
                assertThat(jacobians[i][1]).isCloseTo(3, within(1e-10));
            }
        }
    }

    /** Scratch that a second thread would spoil: x' = 2x + 3u. */
    private static final class NotShared implements Model {
        private Thread user;

        @Override
        public int stateSize() {
            return 1;
        }

        @Override
        public int controlSize() {
            return 1;
        }

        @Override
        public void next(double[] state, double[] control, int t, double[] next) {
            if (user == null) {
                user = Thread.currentThread();
            }
            if (user != Thread.currentThread()) {
                throw new IllegalStateException("used by two threads");
            }
            next[0] = 2 * state[0] + 3 * control[0];
        }
    }

    @Test
    void aClampedControlKeepsItsDerivativeAtTheLimit() {
        Model clamped = oneByOne((x, u, t) -> x + Math.exp(Math.max(-1, Math.min(2, u))));
        double[] plain = new double[2];
        double[] limited = new double[2];
        FiniteDifferenceOptions options =
                WITH_CURVATURE.withLimits(new ControlLimits(new double[] {-1}, new double[] {2}));
        for (double u : new double[] {-1, -1 + 1e-6, 0.5, 2 - 1e-6, 2}) {
            FiniteDifferenceModel.of(clamped, options).jacobian(new double[1], new double[] {u}, 0, limited);
            assertThat(limited[1]).isCloseTo(Math.exp(u), within(1e-8));
            double[] hessian = new double[4];
            FiniteDifferenceModel.of(clamped, options)
                    .addCurvature(new double[1], new double[] {u}, 0, new double[] {1}, hessian);
            // about a point up to h = 2.4e-4 away, where the second derivative is h·e² different
            assertThat(hessian[3]).isCloseTo(Math.exp(u), within(3e-3));
        }
        FiniteDifferenceModel.of(clamped).jacobian(new double[1], new double[] {2}, 0, plain);
        assertThat(plain[1]).isCloseTo(Math.exp(2) / 2, within(1e-4));
    }

    @Test
    void theFirstTimeStepThatFailsIsReported() {
        Model failing = oneByOne((x, u, t) -> {
            if (t >= 7) {
                throw new IllegalStateException("broken at " + t);
            }
            return x;
        });
        try (FiniteDifferenceModel several =
                FiniteDifferenceModel.inParallel(() -> failing, 3, FiniteDifferenceOptions.defaults())) {
            double[][] jacobians = new double[20][2];
            assertThatThrownBy(() -> several.jacobians(0, new double[20][1], new double[20][1], 20, jacobians))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("broken at 7");
            several.jacobians(0, new double[20][1], new double[20][1], 7, jacobians);
            assertThat(jacobians[6][0]).isCloseTo(1, within(1e-10));
        }
    }

    @Test
    void nothingIsAllocatedAfterWarmUp() {
        FiniteDifferenceModel model = FiniteDifferenceModel.of(Curved.random(1), WITH_CURVATURE);
        double[] x = {0.1, 0.2, 0.3};
        double[] u = {1, 2};
        double[] jacobian = new double[N * S];
        double[] hessian = new double[S * S];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 200; i++) {
                model.jacobian(x, u, 0, jacobian);
                model.addCurvature(x, u, 0, x, hessian);
            }
            allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(allocated).isZero();
    }

    @Test
    void refusesWhatDoesNotFit() {
        Model model = oneByOne((x, u, t) -> x);
        FiniteDifferenceOptions defaults = FiniteDifferenceOptions.defaults();
        FiniteDifferenceOptions twoLimits = defaults.withLimits(ControlLimits.none(2));
        assertThatThrownBy(() -> FiniteDifferenceModel.of(model, twoLimits))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limits: expected 1");
        assertThatThrownBy(() -> FiniteDifferenceModel.inParallel(() -> model, 0, defaults))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("threads: expected ≥ 1, found 0");
        assertThatThrownBy(() -> defaults.withStep(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("step: expected in (0, 0.1], found 0");
        assertThatThrownBy(() -> defaults.withCurvatureStep(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("curvatureStep");
        FiniteDifferenceModel first = FiniteDifferenceModel.of(model);
        assertThat(first.hasCurvature()).isFalse();
        assertThatThrownBy(() -> first.addCurvature(new double[1], new double[1], 0, new double[1], new double[4]))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theStepsAreThoseOfTheOptions() {
        // x³ at 0: (h³ + h³)/2h = h²; its second derivative about 0 is zero, that of x⁴ is 2h²
        double[] jacobian = new double[2];
        FiniteDifferenceOptions options = WITH_CURVATURE.withStep(0.01).withCurvatureStep(0.02);
        FiniteDifferenceModel.of(oneByOne((x, u, t) -> x * x * x), options)
                .jacobian(new double[1], new double[1], 0, jacobian);
        assertThat(jacobian[0]).isCloseTo(1e-4, within(1e-15));
        double[] hessian = new double[4];
        FiniteDifferenceModel.of(oneByOne((x, u, t) -> x * x * x * x), options)
                .addCurvature(new double[1], new double[1], 0, new double[] {1}, hessian);
        assertThat(hessian[0]).isCloseTo(2 * 0.02 * 0.02, within(1e-15));
    }

    private interface Scalar {
        double next(double x, double u, int t);
    }

    private static Model oneByOne(Scalar f) {
        return new Model() {
            @Override
            public int stateSize() {
                return 1;
            }

            @Override
            public int controlSize() {
                return 1;
            }

            @Override
            public void next(double[] state, double[] control, int t, double[] next) {
                next[0] = f.next(state[0], control[0], t);
            }
        };
    }

    private static double[][] rows(RandomGenerator random, int count, int length) {
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = random.doubles(length, -2, 2).toArray();
        }
        return rows;
    }
}
