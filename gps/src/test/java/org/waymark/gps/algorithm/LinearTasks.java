package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import org.waymark.distillation.PolicyOptions;
import org.waymark.lqr.Cost;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.cost.ControlCost;
import org.waymark.lqr.cost.Penalty;
import org.waymark.lqr.cost.StateCost;
import org.waymark.lqr.cost.SumCost;
import org.waymark.lqr.cost.TimeWeights;
import org.waymark.lqr.initial.LqrGuess;
import org.waymark.sim.InitialState;

/** Tasks on the {@link LinearPlant}. */
final class LinearTasks {
    static final int HORIZON = 30;

    private LinearTasks() {}

    /** ½(p² + 0.1 v² + 0.1 u²) at every step. */
    static Cost cost() {
        return SumCost.of(
                new ControlCost(new double[] {0.1}),
                new StateCost(
                        new int[] {0, 1},
                        new double[] {1, 0.1},
                        new double[] {0, 0},
                        Penalty.squared(),
                        TimeWeights.constant(HORIZON)));
    }

    static Task from(double... positions) {
        return with(cost(), positions);
    }

    static Task with(Cost cost, double... positions) {
        List<InitialState> starts = new ArrayList<>();
        List<LinearGaussianController> controllers = new ArrayList<>();
        for (double position : positions) {
            double[] x0 = {position, 0};
            starts.add(InitialState.of(x0));
            controllers.add(LqrGuess.defaults().controller(x0, 1, HORIZON, LinearPlant.DT));
        }
        return new Task(
                LinearPlant::new,
                HORIZON,
                List.of(cost),
                Cluster.each(starts),
                controllers,
                starts,
                rollout -> Math.abs(rollout.states().get(HORIZON, 0)) < 0.1);
    }

    /** The clusters of a task with listed starts. */
    static List<Cluster> clusters(Task task) {
        return ((Starts.Listed) task.starts()).clusters();
    }

    /** A small tanh network, trained long enough to be no limit on this plant. */
    static GpsOptions options(Variant variant, int iterations) {
        GpsOptions defaults = GpsOptions.defaults();
        return new GpsOptions(
                AlgorithmOptions.defaults().withName(variant).withIterations(iterations),
                defaults.exploration(),
                defaults.dynamics(),
                defaults.policyLinearization(),
                PolicyOptions.defaults().withHidden(16).withSteps(500));
    }

    /** All iterations of a run. */
    static List<Iteration> run(Task task, GpsOptions options, long seed, int threads) {
        List<Iteration> iterations = new ArrayList<>();
        try (GuidedPolicySearch<State, ?, ?, Iteration> search =
                GuidedPolicySearch.linear(task, options, seed, threads)) {
            State state = search.initialState();
            for (int i = 0; i < options.algorithm().iterations(); i++) {
                iterations.add(search.iterate(state));
                state = iterations.get(i).state();
            }
        }
        return iterations;
    }
}
