package org.waymark.gps.actorcritic;

import java.util.List;
import java.util.OptionalInt;
import org.waymark.gps.algorithm.Judgement;
import org.waymark.gps.algorithm.Starts;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.clustering.ClusteringOptions;
import org.waymark.lqr.Cost;
import org.waymark.sim.InitialState;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;
import org.waymark.sim.UniformStarts;

/** A plant whose optimum and whose model are known, for tests. */
final class PointTask {
    static final int HORIZON = 20;

    private PointTask() {}

    /** A point on a line that goes where it is told: x′ = x + 0.3 u, |u| ≤ 1. */
    static final class Point implements Simulator {
        private final double limit;
        private double x;

        Point(double limit) {
            this.limit = limit;
        }

        @Override
        public SimulatorSpec spec() {
            return new SimulatorSpec(1, 1, 1, 0.1, new double[] {-limit}, new double[] {limit});
        }

        @Override
        public void reset(InitialState start, double[] state) {
            x = start.coordinates()[0];
            state[0] = x;
        }

        @Override
        public void step(double[] control, double[] state) {
            x += 0.3 * control[0];
            state[0] = x;
        }
    }

    /** @param end episodes end beyond it */
    static Task of(double limit, double end, Cost cost) {
        InitialState centre = InitialState.of(0);
        return new Task(
                () -> new Point(limit),
                HORIZON,
                List.of(cost),
                new Starts.Drawn(
                        new UniformStarts(centre, new double[] {2}, new double[0]),
                        1,
                        ClusteringOptions.defaults(),
                        x0 -> null,
                        List.of(InitialState.of(-2), InitialState.of(-1), InitialState.of(1), InitialState.of(2))),
                List.of(InitialState.of(1.5)),
                rollout -> Math.abs(rollout.states().get(HORIZON, 0)) < 0.2,
                x -> Math.abs(x[0]) > end,
                Judgement.asTrained(),
                OptionalInt.empty());
    }
}
