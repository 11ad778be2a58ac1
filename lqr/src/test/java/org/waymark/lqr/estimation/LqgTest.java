package org.waymark.lqr.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.riccati.InfiniteHorizonLqr;
import org.waymark.lqr.riccati.InfiniteHorizonSolution;
import org.waymark.lqr.riccati.LinearQuadraticProblem;
import org.waymark.lqr.solver.LqrBackwardPass;
import org.waymark.lqr.solver.LqrSolution;

class LqgTest {
    private static final double[][] A = {{1, 0.2}, {0.1, 1.05}};
    private static final double[][] B = {{0.02}, {0.2}};
    private static final double[][] W = {{0.01, 0.002}, {0.002, 0.02}};
    private static final double[][] C = {{1, 0}};
    private static final double[][] V = {{0.05}};
    private static final LinearQuadraticProblem PROBLEM = LinearQuadraticProblem.of(
                    A, B, new double[][] {{1, 0}, {0, 0.1}}, new double[][] {{0.1}})
            .withCross(new double[][] {{0.05}, {0.01}})
            .withDrift(0.05, -0.02)
            .withNoise(W)
            .around(new double[] {1, 0}, new double[] {0.1});
    private static final double[] START = {0.5, 0};
    private static final Gaussian PRIOR = new Gaussian(START, new double[] {0.3, 0.05, 0.05, 0.2});

    @Test
    void meanCostIsTheAnalyticOne() {
        InfiniteHorizonSolution regulator = InfiniteHorizonLqr.solve(PROBLEM);
        SteadyKalman filter = SteadyKalman.solve(A, C, W, V);
        double expected = Lqg.meanCost(regulator, filter);
        Lqg lqg = Lqg.steady(PROBLEM, C, V, START);
        // 40 blocks of 5000 steps: their means are independent enough for a standard error
        double[] blocks = new double[40];
        RandomGenerator random = new RandomStreams(5).stream("lqg", 0, 0, 0);
        Simulation world = new Simulation(PROBLEM.model(1, PRIOR), LinearGaussianSensor.constant(C, V), random);
        for (int k = 0; k < blocks.length; k++) {
            blocks[k] = meanOver(5000, lqg, world);
        }
        double mean = mean(blocks);
        double error = standardError(blocks, mean);
        assertThat(mean).isCloseTo(expected, within(4 * error));
        // and the margin can tell: not seeing the state costs many standard errors
        assertThat(expected - regulator.meanCost()).isGreaterThan(20 * error);
    }

    /** E[cost] = V_0(m_0) + ½tr(V_0 P_0) + Σ ½tr(K_tᵀ Q_uu,t K_t P_t|t), the first two with the noise of the plant. */
    @Test
    void finiteCostIsTheAnalyticOne() {
        int horizon = 25;
        LinearGaussianModel model = PROBLEM.model(horizon, PRIOR);
        LinearGaussianSensor sensor = LinearGaussianSensor.constant(C, V);
        LqrSolution regulator = LqrBackwardPass.solve(model, PROBLEM.cost(horizon, PROBLEM.q()));
        double expected = regulator.value(0, START);
        KalmanFilter filter = new KalmanFilter(model, sensor);
        double[] p = PRIOR.covariance();
        for (int i = 0; i < 4; i++) {
            expected += 0.5 * regulator.valueHessian().step(0)[i] * p[i];
        }
        for (int t = 0; t < horizon; t++) {
            filter.update(new double[1]);
            filter.covariance(p);
            double[] k = regulator.controller().gain().step(t);
            double kpk = k[0] * (p[0] * k[0] + p[1] * k[1]) + k[1] * (p[2] * k[0] + p[3] * k[1]);
            expected += 0.5 * regulator.controller().precision().get(t, 0, 0) * kpk;
            filter.predict(new double[1]);
        }
        Lqg lqg = Lqg.of(regulator.controller(), new KalmanFilter(model, sensor));
        RandomGenerator random = new RandomStreams(6).stream("lqg", 0, 0, 0);
        double[] costs = new double[20_000];
        for (int r = 0; r < costs.length; r++) {
            lqg.reset();
            Simulation world = new Simulation(PROBLEM.model(1, PRIOR), sensor, random);
            costs[r] = horizon * meanOver(horizon, lqg, world);
            double[] x = world.state();
            costs[r] += 0.5 * (x[0] * x[0] + 0.1 * x[1] * x[1]);
        }
        double mean = mean(costs);
        double error = standardError(costs, mean);
        assertThat(mean).isCloseTo(expected, within(4 * error));
        assertThat(error).isLessThan(0.01 * expected);
    }

    /** Neither half can be improved alone: other gains of the regulator or the filter cost more in the loop. */
    @Test
    void neitherHalfCanBeImproved() {
        SteadyKalman filter = SteadyKalman.solve(A, C, W, V);
        double[][] better = filter.gain();
        double best = longRun(Lqg.steady(PROBLEM, C, V, START));
        for (double factor : new double[] {0.5, 2}) {
            double[][] other = {{factor * better[0][0]}, {factor * better[1][0]}};
            double worse =
                    longRun(Lqg.of(InfiniteHorizonLqr.solve(PROBLEM), new SteadyFilter(PROBLEM, C, other, START)));
            assertThat(worse).isGreaterThan(1.02 * best);
            LinearQuadraticProblem timid = LinearQuadraticProblem.of(
                            A, B, PROBLEM.q(), new double[][] {{factor * factor * factor * 0.1}})
                    .withCross(PROBLEM.cross())
                    .withDrift(PROBLEM.drift())
                    .around(new double[] {1, 0}, new double[] {0.1});
            worse = longRun(Lqg.of(InfiniteHorizonLqr.solve(timid), new SteadyFilter(PROBLEM, C, better, START)));
            assertThat(worse).isGreaterThan(1.005 * best);
        }
    }

    /** The modes of the loop are those of the regulator and those of the filter: with no noise the error dies by itself. */
    @Test
    void estimationErrorDoesNotDependOnTheControls() {
        Lqg lqg = Lqg.steady(PROBLEM, C, V, START);
        SteadyKalman steady = SteadyKalman.solve(A, C, W, V);
        double[][] gain = steady.gain();
        double[] x = {2, -1};
        double[] error = {x[0] - START[0], x[1] - START[1]};
        double[] u = new double[1];
        double[] mean = new double[2];
        for (int t = 0; t < 40; t++) {
            lqg.act(new double[] {x[0]}, u);
            x = new double[] {
                A[0][0] * x[0] + A[0][1] * x[1] + B[0][0] * u[0] + 0.05,
                A[1][0] * x[0] + A[1][1] * x[1] + B[1][0] * u[0] - 0.02
            };
            // e ← A(I − LC)e
            double seen = error[0];
            double e0 = error[0] - gain[0][0] * seen;
            double e1 = error[1] - gain[1][0] * seen;
            error = new double[] {A[0][0] * e0 + A[0][1] * e1, A[1][0] * e0 + A[1][1] * e1};
            lqg.estimator().mean(mean);
            assertThat(x[0] - mean[0]).isCloseTo(error[0], within(1e-12));
            assertThat(x[1] - mean[1]).isCloseTo(error[1], within(1e-12));
        }
        InfiniteHorizonSolution regulator = InfiniteHorizonLqr.solve(PROBLEM);
        double slowest = Math.max(steady.spectralRadius(), regulator.riccati().spectralRadius());
        assertThat(Math.abs(x[0] - regulator.restState()[0])).isLessThan(100 * Math.pow(slowest, 40));
    }

    @Test
    void actsWithoutAMeasurement() {
        Lqg lqg = Lqg.steady(PROBLEM, C, V, START);
        InfiniteHorizonSolution regulator = InfiniteHorizonLqr.solve(PROBLEM);
        double[] u = new double[1];
        lqg.actBlind(u);
        double[][] k = regulator.gain();
        assertThat(u[0])
                .isCloseTo(k[0][0] * START[0] + k[0][1] * START[1] + regulator.offset()[0], within(1e-14));
        double[] mean = new double[2];
        lqg.estimator().mean(mean);
        assertThat(mean[0]).isCloseTo(START[0] + 0.02 * u[0] + 0.05, within(1e-14));
    }

    @Test
    void aControllerOfTStepsEnds() {
        LinearGaussianModel model = PROBLEM.model(2, PRIOR);
        LqrSolution regulator = LqrBackwardPass.solve(model, PROBLEM.cost(2, PROBLEM.q()));
        Lqg lqg = Lqg.of(regulator.controller(), new KalmanFilter(model, LinearGaussianSensor.constant(C, V)));
        double[] u = new double[1];
        lqg.act(new double[1], u);
        lqg.act(new double[1], u);
        assertThatIllegalStateException()
                .isThrownBy(() -> lqg.act(new double[1], u))
                .withMessage("the controller ends at t = 2");
        lqg.reset();
        assertThat(lqg.act(new double[1], u)).isTrue();
    }

    @Test
    void saysWhichHalfIsMissing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Lqg.steady(PROBLEM, new double[][] {{0, 0}}, V, START))
                .withMessageContaining("steady Kalman filter")
                .withMessageContaining("not stabilisable");
        LinearQuadraticProblem adrift = LinearQuadraticProblem.of(A, new double[2][1], PROBLEM.q(), PROBLEM.r())
                .withNoise(W);
        assertThatIllegalStateException()
                .isThrownBy(() -> Lqg.steady(adrift, C, V, START))
                .withMessageContaining("not stabilisable");
    }

    @Test
    void allocatesNothing() {
        Lqg light = Lqg.steady(PROBLEM, C, V, START);
        Lqg full = Lqg.of(
                InfiniteHorizonLqr.solve(PROBLEM),
                new KalmanFilter(PROBLEM.model(1, PRIOR), LinearGaussianSensor.constant(C, V)));
        double[] y = {0.7};
        double[] u = new double[1];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        // the virtual machine itself may allocate on this thread once in a while; the filters would each time
        for (int attempt = 0; attempt < 5; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int t = 0; t < 200; t++) {
                light.act(y, u);
                full.act(y, u);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    private static double longRun(Lqg lqg) {
        RandomGenerator random = new RandomStreams(7).stream("lqg", 0, 0, 0);
        return meanOver(
                50_000, lqg, new Simulation(PROBLEM.model(1, PRIOR), LinearGaussianSensor.constant(C, V), random));
    }

    private static double meanOver(int steps, Lqg lqg, Simulation world) {
        double[] u = new double[1];
        double sum = 0;
        for (int t = 0; t < steps; t++) {
            lqg.act(world.measure(), u);
            double dx = world.state()[0] - 1;
            double dv = world.state()[1];
            double du = u[0] - 0.1;
            sum += 0.5 * (dx * dx + 0.1 * dv * dv + 0.1 * du * du) + (0.05 * dx + 0.01 * dv) * du;
            world.step(u);
        }
        return sum / steps;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    private static double standardError(double[] values, double mean) {
        double sum = 0;
        for (double v : values) {
            sum += (v - mean) * (v - mean);
        }
        return Math.sqrt(sum / (values.length - 1.0) / values.length);
    }
}
