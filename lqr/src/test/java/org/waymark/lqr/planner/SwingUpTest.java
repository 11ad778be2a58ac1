package org.waymark.lqr.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.RandomStreams;

class SwingUpTest {
    @Test
    void theModelsJacobianIsItsDerivative() {
        CartPole model = new CartPole(0.9, 0.3, 0.05);
        double[] x = {0.3, 2.1, -0.7, 1.9};
        double[] u = {1.3};
        double[] jacobian = new double[20];
        model.jacobian(x, u, 0, jacobian);
        double h = 1e-5;
        double[] up = new double[4];
        double[] down = new double[4];
        for (int j = 0; j < 5; j++) {
            double[] at = j < 4 ? x : u;
            int i = j % 4;
            double kept = at[i];
            at[i] = kept + h;
            model.next(x, u, 0, up);
            at[i] = kept - h;
            model.next(x, u, 0, down);
            at[i] = kept;
            for (int k = 0; k < 4; k++) {
                double difference = (up[k] - down[k]) / (2 * h);
                assertThat(jacobian[k * 5 + j]).isCloseTo(difference, within(1e-8));
            }
        }
    }

    /** Once for each combination of masses, the heavier and lighter ones; {@link SwingUpStudy} does it twenty times. */
    @ParameterizedTest
    @ValueSource(doubles = {10, Double.POSITIVE_INFINITY})
    void modelPredictiveControlSwingsUpAndStays(double forceLimit) {
        for (int seed = 0; seed < 4; seed++) {
            IlqrPlanner planner = new IlqrPlanner(
                    SwingUp.problem(forceLimit, 75),
                    IlqrPlannerOptions.defaults().withIterations(2));
            ClosedLoop run = SwingUp.run(planner, seed);
            assertThat(SwingUp.worstAngle(run)).as("seed %d", seed).isLessThan(0.2);
            for (double u : run.rollout().controls().toArray()) {
                assertThat(Math.abs(u)).isLessThanOrEqualTo(forceLimit);
            }
        }
    }

    @Test
    void pathIntegralControlSwingsUpToo() {
        MppiOptions options = MppiOptions.defaults()
                .withSampling(SamplingOptions.defaults().withSamples(100))
                .withTemperature(0.3);
        Mppi planner = new Mppi(SamplingProblem.of(SwingUp.problem(10, 50)), options, new RandomStreams(1));
        assertThat(SwingUp.stays(SwingUp.run(planner, 1))).isTrue();
    }
}
