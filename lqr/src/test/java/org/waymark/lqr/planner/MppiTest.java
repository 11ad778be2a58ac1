package org.waymark.lqr.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.Cost;
import org.waymark.lqr.RandomStreams;

class MppiTest {
    private static final double[] STATE = {0};
    private static final int MANY = 200_000;

    private static MppiOptions options(int samples) {
        return MppiOptions.defaults()
                .withSampling(SamplingOptions.defaults().withSamples(samples).withBatch(1000));
    }

    /** A normal distribution: mean, and standard deviation of each element. */
    private record Normal(double[] mean, double[] deviation) {}

    /** N(0, Σ)·exp(−½(u−goal)ᵀH(u−goal)/λ), normalised: precision Σ⁻¹ + H/λ, mean (Σ⁻¹ + H/λ)⁻¹H goal/λ. */
    private static Normal posterior(double[] covariance, double[] goal, double[] hessian, double temperature) {
        int n = goal.length;
        DMatrixRMaj posterior = new DMatrixRMaj(n, n, true, covariance.clone());
        DMatrixRMaj scaled = new DMatrixRMaj(n, n, true, hessian.clone());
        CommonOps_DDRM.invert(posterior);
        CommonOps_DDRM.scale(1 / temperature, scaled);
        CommonOps_DDRM.addEquals(posterior, scaled);
        CommonOps_DDRM.invert(posterior);
        DMatrixRMaj pull = new DMatrixRMaj(n, 1);
        DMatrixRMaj mean = new DMatrixRMaj(n, 1);
        CommonOps_DDRM.mult(scaled, new DMatrixRMaj(n, 1, true, goal), pull);
        CommonOps_DDRM.mult(posterior, pull, mean);
        double[] deviation = new double[n];
        for (int i = 0; i < n; i++) {
            deviation[i] = Math.sqrt(posterior.get(i, i));
        }
        return new Normal(mean.getData(), deviation);
    }

    /** Five standard errors of the weighted mean, deviation/√(effective sample size) each. */
    private static void assertWithinMonteCarloError(Mppi planner, Normal expected) {
        double effective = planner.statistics().effectiveSampleSize();
        Plan plan = planner.lastPlan();
        for (int j = 0; j < expected.mean().length; j++) {
            double found = plan.controls().toArray()[j];
            double standardError = expected.deviation()[j] / Math.sqrt(effective);
            assertThat(found).isCloseTo(expected.mean()[j], within(5 * standardError));
        }
    }

    @Test
    void oneStepGivesTheAnalyticSoftmaxMean() {
        double[] goal = {1, -0.5};
        Cost cost = (x, u, t) -> {
            double a = u[0] - goal[0];
            double b = u[1] - goal[1];
            return 0.5 * (3 * a * a + 2 * 0.8 * a * b + 1.5 * b * b);
        };
        double temperature = 0.7;
        double[] covariance = {0.5, 0.2, 0.2, 0.4};
        Mppi planner = new Mppi(
                ControlTask.problem(cost, ControlLimits.none(2), 1),
                options(MANY).withTemperature(temperature).withNoiseCovariance(covariance),
                new RandomStreams(1));
        planner.plan(STATE, 0, new double[2]);
        assertWithinMonteCarloError(planner, posterior(covariance, goal, new double[] {3, 0.8, 0.8, 1.5}, temperature));
        assertThat(planner.statistics().effectiveSampleSize()).isBetween(0.1 * MANY, (double) MANY);
    }

    @Test
    void correlatedNoiseIsAPriorWithThatCorrelation() {
        // the goal is for the first control alone: the second follows it by the correlation
        Cost cost = (x, u, t) -> t == 0 ? (u[0] - 1) * (u[0] - 1) : 0;
        double beta = 0.8;
        double variance = 0.25;
        Mppi planner = new Mppi(
                ControlTask.problem(cost, ControlLimits.none(1), 3),
                options(MANY)
                        .withCorrelation(beta)
                        .withSampling(options(MANY).sampling().withScale(0.5)),
                new RandomStreams(2));
        planner.plan(STATE, 0, new double[1]);
        double[] prior = new double[9];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                prior[3 * i + j] = variance * Math.pow(beta, Math.abs(i - j));
            }
        }
        Normal expected = posterior(prior, new double[] {1, 0, 0}, new double[] {2, 0, 0, 0, 0, 0, 0, 0, 0}, 1);
        assertWithinMonteCarloError(planner, expected);
        assertThat(expected.mean()[2]).isGreaterThan(0.2);
    }

    @Test
    void iterationsCloseInOnTheMinimumAtTheAnalyticRate() {
        // ū ← (1/σ² + h/λ)⁻¹(ū/σ² + h u*/λ): with σ² = h = λ = 1 half of the way each time
        Cost cost = (x, u, t) -> 0.5 * (u[0] - 2) * (u[0] - 2);
        for (int iterations = 1; iterations <= 4; iterations++) {
            Mppi planner = new Mppi(
                    ControlTask.problem(cost, ControlLimits.none(1), 1),
                    options(MANY)
                            .withSampling(options(MANY).sampling().withScale(1))
                            .withIterations(iterations),
                    new RandomStreams(3));
            double[] control = new double[1];
            planner.plan(STATE, 0, control);
            assertThat(control[0]).isCloseTo(2 - 2 * Math.pow(0.5, iterations), within(0.02));
        }
    }

    @Test
    void aTemperatureOfNothingTakesTheBestSampleAndAnInfiniteOneTheirMean() {
        Cost cost = (x, u, t) -> Math.abs(u[0] - 0.3);
        SamplingProblem problem = ControlTask.problem(cost, ControlLimits.symmetric(1), 2);
        Mppi cold = new Mppi(problem, options(1000).withTemperature(1e-12), new RandomStreams(4));
        Mppi hot = new Mppi(problem, options(1000).withTemperature(1e12), new RandomStreams(4));
        cold.plan(STATE, 0, new double[1]);
        hot.plan(STATE, 0, new double[1]);
        assertThat(cold.lastPlan().cost()).isCloseTo(cold.statistics().bestCost(), within(1e-12));
        assertThat(cold.statistics().effectiveSampleSize()).isCloseTo(1, within(1e-9));
        assertThat(hot.statistics().effectiveSampleSize()).isCloseTo(1000, within(1e-6));
        assertThat(hot.statistics().bestCost()).isEqualTo(cold.statistics().bestCost());
    }

    @Test
    void nearsTheOptimumOfALinearQuadraticTask() {
        int horizon = 10;
        Mppi planner = new Mppi(
                LinearTask.problem(ControlLimits.none(1), horizon),
                MppiOptions.defaults()
                        .withSampling(
                                SamplingOptions.defaults().withSamples(2000).withScale(0.5))
                        .withTemperature(0.05)
                        .withIterations(30),
                new RandomStreams(5));
        planner.plan(LinearTask.START, 0, new double[1]);
        double optimum = LinearTask.optimum(horizon);
        assertThat(planner.lastPlan().cost()).isBetween(optimum, 1.02 * optimum);
    }

    @Test
    void theCovarianceMustBeOne() {
        SamplingProblem problem = LinearTask.problem(ControlLimits.none(1), 2);
        assertThatThrownBy(() -> new Mppi(problem, options(2), new RandomStreams(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("withScale");
        assertThatThrownBy(() -> new Mppi(problem, options(2).withNoiseCovariance(-1), new RandomStreams(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("positive definite");
        SamplingProblem two = ControlTask.problem((x, u, t) -> 0, ControlLimits.none(2), 1);
        assertThatThrownBy(() -> new Mppi(two, options(2).withNoiseCovariance(1), new RandomStreams(0)))
                .hasMessageContaining("noiseCovariance: expected 4 numbers, found 1");
        assertThatThrownBy(() -> new Mppi(two, options(2).withNoiseCovariance(1, 0.5, 0, 1), new RandomStreams(0)))
                .hasMessageContaining("symmetric");
    }
}
