package org.waymark.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waymark.lqr.BatchModel;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.Cost;
import org.waymark.lqr.Model;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.derivative.FiniteDifferenceModel;
import org.waymark.lqr.planner.ClosedLoop;
import org.waymark.lqr.planner.IlqrPlanner;
import org.waymark.lqr.planner.IlqrPlannerOptions;
import org.waymark.lqr.planner.Mppi;
import org.waymark.lqr.planner.MppiOptions;
import org.waymark.lqr.planner.Planner;
import org.waymark.lqr.planner.RecedingHorizon;
import org.waymark.lqr.planner.SamplingOptions;
import org.waymark.lqr.planner.SamplingProblem;
import org.waymark.sim.plant.Pendulum;

/** Planners against simulators: the simulator is the plant by its {@code step}, and others like it are the planner's model. */
class PlanningTest {
    private static final ControlLimits LIMITS = ControlLimits.symmetric(15);
    private static final int STEPS = 80;

    /** Upright is θ = π. */
    private static final Cost COST = new Cost() {
        @Override
        public double running(double[] x, double[] u, int t) {
            return 0.5 * (Math.pow(x[0] - Math.PI, 2) + 0.1 * x[1] * x[1] + 0.01 * u[0] * u[0]);
        }

        @Override
        public double terminal(double[] x) {
            return 10 * Math.pow(x[0] - Math.PI, 2) + x[1] * x[1];
        }
    };

    private static void assertSwingsUp(Planner planner, Plant plant) {
        try (Simulator simulator = plant.newSimulator()) {
            double[] start = new double[2];
            simulator.reset(InitialState.of(0.1, 0), start);
            ClosedLoop run = RecedingHorizon.every(2).run(planner, simulator::step, COST, start, STEPS);
            assertThat(run.rollout().states().get(STEPS, 0)).isBetween(Math.PI - 0.1, Math.PI + 0.1);
        }
    }

    @Test
    void samplesArePredictedBySimulatorsOnePerThread() {
        try (Pendulum plant = new Pendulum(15)) {
            SamplingProblem problem =
                    SamplingProblem.of(() -> BatchModel.of((Model) plant.newSimulator()), COST, LIMITS, 2, 20);
            MppiOptions options = MppiOptions.defaults()
                    .withSampling(SamplingOptions.defaults().withSamples(128).withThreads(2))
                    .withTemperature(5);
            assertSwingsUp(new Mppi(problem, options, new RandomStreams(1)), plant);
        }
    }

    @Test
    void simulatorsAreDifferencedForIterativeLqr() {
        try (Pendulum plant = new Pendulum(15);
                FiniteDifferenceModel model = FiniteDifferenceModel.of((Model) plant.newSimulator())) {
            TrajectoryProblem problem = new TrajectoryProblem(model, COST, LIMITS, 30);
            assertSwingsUp(new IlqrPlanner(problem, IlqrPlannerOptions.defaults()), plant);
        }
    }
}
