package org.waymark.lqr.planner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.Cost;
import org.waymark.lqr.RandomStreams;

class RandomShootingTest {
    private static final double[] STATE = {0};

    @Test
    void theBestSampleLiesInEveryEllipseThatSamplesAreBoundToHit() {
        // cost ½(3a² + 2b²): {cost ≤ c} is an ellipse of area 2πc/√6; the box has area 16
        Cost cost = (x, u, t) -> 0.5 * (3 * Math.pow(u[0] - 0.5, 2) + 2 * Math.pow(u[1] + 0.3, 2));
        int samples = 2000;
        // a share p of the box with samples·p = 20 is missed with probability (1−p)^N ≈ e⁻²⁰
        double share = 20.0 / samples;
        double bound = share * 16 * Math.sqrt(6) / (2 * Math.PI);
        for (long seed = 0; seed < 20; seed++) {
            RandomShooting planner = new RandomShooting(
                    ControlTask.problem(cost, ControlLimits.symmetric(2, 2), 1),
                    SamplingOptions.defaults().withSamples(samples),
                    new RandomStreams(seed));
            planner.plan(STATE, 0, new double[2]);
            assertThat(planner.lastPlan().cost()).isBetween(0.0, bound);
        }
    }

    @Test
    void nearsTheOptimumOfALinearQuadraticTaskAsNearAsItsSamplesGet() {
        int horizon = 3;
        double optimum = LinearTask.optimum(horizon);
        RandomShooting planner = new RandomShooting(
                LinearTask.problem(ControlLimits.symmetric(5), horizon),
                SamplingOptions.defaults().withSamples(20_000),
                new RandomStreams(1));
        planner.plan(LinearTask.START, 0, new double[1]);
        assertThat(planner.lastPlan().cost()).isBetween(optimum, 1.01 * optimum);
    }

    @Test
    void aPlanIsNeverDearerThanWhatIsLeftOfTheLastOne() {
        RandomShooting planner = new RandomShooting(
                LinearTask.problem(ControlLimits.symmetric(5), 8),
                SamplingOptions.defaults().withSamples(50),
                new RandomStreams(2));
        double last = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 20; i++) {
            planner.plan(LinearTask.START, 0, new double[1]);
            assertThat(planner.lastPlan().cost()).isLessThanOrEqualTo(last);
            last = planner.lastPlan().cost();
        }
    }
}
