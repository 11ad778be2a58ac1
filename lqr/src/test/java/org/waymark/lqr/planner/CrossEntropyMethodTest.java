package org.waymark.lqr.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.Cost;
import org.waymark.lqr.RandomStreams;

class CrossEntropyMethodTest {
    private static final double[] STATE = {0};

    private static CrossEntropyOptions sampled(int samples) {
        return CrossEntropyOptions.defaults()
                .withSampling(SamplingOptions.defaults().withSamples(samples));
    }

    @Test
    void theMeanConvergesToTheMinimiserOfAQuadratic() {
        double[] goal = {0.7, -1.2};
        Cost cost = (x, u, t) -> {
            double a = u[0] - goal[0];
            double b = u[1] - goal[1];
            return 2 * a * a + a * b + b * b;
        };
        for (long seed = 0; seed < 10; seed++) {
            CrossEntropyMethod planner = new CrossEntropyMethod(
                    ControlTask.problem(cost, ControlLimits.symmetric(2, 3), 1),
                    sampled(500).withElites(50).withIterations(25),
                    new RandomStreams(seed));
            planner.plan(STATE, 0, new double[2]);
            // the deviation shrinks by half or more at each iteration, and the mean strays by a few deviations/√E of
            // the last ones
            for (int i = 0; i < 2; i++) {
                assertThat(planner.deviation().get(0, i)).isLessThan(1e-5);
                assertThat(planner.lastPlan().controls().get(0, i)).isCloseTo(goal[i], within(1e-4));
            }
        }
    }

    @Test
    void nearsTheOptimumOfALinearQuadraticTask() {
        int horizon = 10;
        double optimum = LinearTask.optimum(horizon);
        for (long seed = 0; seed < 5; seed++) {
            CrossEntropyMethod planner = new CrossEntropyMethod(
                    LinearTask.problem(ControlLimits.symmetric(6), horizon),
                    sampled(500).withElites(50).withIterations(20),
                    new RandomStreams(seed));
            planner.plan(LinearTask.START, 0, new double[1]);
            assertThat(planner.lastPlan().cost()).isBetween(optimum, 1.02 * optimum);
        }
    }

    @Test
    void samplesStayWithinTwoDeviationsAndThoseWithinTheLimits() {
        AtomicReference<Double> largest = new AtomicReference<>(0.0);
        Cost cost = (x, u, t) -> {
            largest.accumulateAndGet(Math.abs(u[0] - 0.8), Math::max);
            return 0;
        };
        // the room above the mean is 0.2, less than twice the scale: σ = 0.1
        SamplingOptions sampling =
                SamplingOptions.defaults().withSamples(20_000).withRest(0.8);
        CrossEntropyOptions once = CrossEntropyOptions.defaults().withIterations(1);
        new CrossEntropyMethod(
                        ControlTask.problem(cost, ControlLimits.symmetric(1), 1),
                        once.withSampling(sampling),
                        new RandomStreams(1))
                .plan(STATE, 0, new double[1]);
        // of 20,000 samples the chance that none comes within 0.002 of the cut-off is (1 − 0.002)^20000
        assertThat(largest.get()).isBetween(0.198, 0.2);

        largest.set(0.0);
        new CrossEntropyMethod(
                        ControlTask.problem(cost, ControlLimits.none(1), 1),
                        once.withSampling(sampling.withScale(3)),
                        new RandomStreams(1))
                .plan(STATE, 0, new double[1]);
        assertThat(largest.get()).isBetween(5.94, 6.0);
    }

    @Test
    void smoothingKeepsThatPartOfTheOldMean() {
        Cost cost = (x, u, t) -> -u[0];
        double[] move = new double[2];
        double[] smoothing = {0, 0.75};
        for (int i = 0; i < 2; i++) {
            double[] control = new double[1];
            new CrossEntropyMethod(
                            ControlTask.problem(cost, ControlLimits.symmetric(1), 1),
                            sampled(100).withIterations(1).withSmoothing(smoothing[i]),
                            new RandomStreams(3))
                    .plan(STATE, 0, control);
            move[i] = control[0];
        }
        assertThat(move[0]).isPositive();
        assertThat(move[1]).isCloseTo(0.25 * move[0], within(1e-15));
    }

    @Test
    void fewerElitesLieDeeper() {
        Cost cost = (x, u, t) -> -u[0];
        double[] moved = new double[2];
        for (int i = 0; i < 2; i++) {
            double[] control = new double[1];
            CrossEntropyMethod planner = new CrossEntropyMethod(
                    ControlTask.problem(cost, ControlLimits.symmetric(1), 1),
                    sampled(100).withElites(i == 0 ? 1 : 100).withIterations(1).withSmoothing(0),
                    new RandomStreams(3));
            planner.plan(STATE, 0, control);
            moved[i] = control[0];
            assertThat(planner.statistics().effectiveSampleSize()).isEqualTo(i == 0 ? 1 : 100);
            if (i == 0) {
                assertThat(-control[0]).isEqualTo(planner.statistics().bestCost());
            } else {
                assertThat(-control[0]).isCloseTo(planner.statistics().meanCost(), within(1e-14));
            }
        }
        assertThat(moved[0]).isGreaterThan(moved[1]);
    }

    @Test
    void lostSamplesAreNoElites() {
        // more than half are lost, so that fewer than the elites wanted are left
        Cost cost = (x, u, t) -> u[0] > -0.1 ? Double.NaN : u[0] * u[0];
        CrossEntropyMethod planner = new CrossEntropyMethod(
                ControlTask.problem(cost, ControlLimits.symmetric(1), 1),
                sampled(50).withElites(50).withIterations(1).withSmoothing(0),
                new RandomStreams(4));
        double[] control = new double[1];
        planner.plan(STATE, 0, control);
        SamplingStatistics statistics = planner.statistics();
        assertThat(statistics.lost()).isBetween(20, 40);
        assertThat(statistics.effectiveSampleSize()).isEqualTo(50 - statistics.lost());
        assertThat(control[0]).isLessThan(-0.1);
    }

    @Test
    void optionsSayWhatIsWrong() {
        assertThatThrownBy(() -> sampled(10).withElites(11))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("elites");
        assertThatThrownBy(() -> sampled(100).withElites(0)).hasMessage("elites: expected ≥ 1, found 0");
        assertThatThrownBy(() -> sampled(100).withIterations(0)).hasMessageContaining("iterations");
        assertThatThrownBy(() -> sampled(100).withSmoothing(1))
                .hasMessage("smoothing: expected within [0, 1), found 1.0");
    }
}
