package org.waymark.gps.modelbased;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.waymark.gps.algorithm.Cluster;
import org.waymark.gps.algorithm.Judgement;
import org.waymark.gps.algorithm.Starts;
import org.waymark.gps.algorithm.Task;
import org.waymark.lqr.Cost;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.sim.InitialState;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;

/** Tasks on a counter, x' = x + u, that shows (x, −x). */
final class Runners {
    static final int HORIZON = 6;

    private Runners() {}

    /** Limits ±1. */
    static final class Counter implements Simulator {
        private double x;

        @Override
        public SimulatorSpec spec() {
            return new SimulatorSpec(1, 1, 2, 1, new double[] {-1}, new double[] {1});
        }

        @Override
        public void reset(InitialState start, double[] state) {
            x = start.coordinates()[0];
            state[0] = x;
        }

        @Override
        public void step(double[] control, double[] state) {
            x += control[0];
            state[0] = x;
        }

        @Override
        public void observe(double[] state, double[] observation) {
            observation[0] = state[0];
            observation[1] = -state[0];
        }
    }

    /** ℓ = x + 10u + 100t, ℓ_f = 1000x. */
    static Cost cost() {
        return new Cost() {
            @Override
            public double running(double[] state, double[] control, int t) {
                return state[0] + 10 * control[0] + 100 * t;
            }

            @Override
            public double terminal(double[] state) {
                return 1000 * state[0];
            }
        };
    }

    private static LinearGaussianController controller() {
        TimeVaryingMatrix zeros = TimeVaryingMatrix.zeros(HORIZON, 1, 1);
        return new LinearGaussianController(
                zeros, zeros, TimeVaryingMatrix.constant(HORIZON, 1, 1, new double[] {0.25}));
    }

    static Task listed(Predicate<double[]> ends, double... starts) {
        List<InitialState> states = Arrays.stream(starts)
                .mapToObj(x -> InitialState.of(new double[] {x}))
                .toList();
        return new Task(
                Counter::new,
                HORIZON,
                List.of(cost()),
                new Starts.Listed(
                        Cluster.each(states),
                        states.stream().map(state -> controller()).toList()),
                states,
                rollout -> true,
                ends,
                Judgement.asTrained(),
                OptionalInt.empty());
    }
}
