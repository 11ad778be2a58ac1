package org.waymark.gps.experiment;

import java.util.function.Predicate;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.Plant;

/** Makes the measure of success that {@link SuccessOptions} describe. */
final class TaskSuccess {
    private TaskSuccess() {}

    static Predicate<Rollout> of(SuccessOptions options, Plant plant, TaskOptions task) {
        if (options instanceof SuccessOptions.State state) {
            Place.requireIndices(state.indices(), plant.spec());
            return rollout -> {
                double squares = 0;
                for (int i = 0; i < state.indices().length; i++) {
                    double d = state.difference(i, rollout.states().get(rollout.horizon(), state.indices()[i]));
                    squares += d * d;
                }
                return Math.sqrt(squares) <= state.tolerance();
            };
        }
        if (options instanceof SuccessOptions.Threshold threshold) {
            int entry = StateEntry.of(threshold.entry(), plant);
            double least = threshold.above().orElse(Double.NEGATIVE_INFINITY);
            double most = threshold.below().orElse(Double.POSITIVE_INFINITY);
            return rollout -> {
                double value = rollout.states().get(rollout.horizon(), entry);
                return value > least && value < most;
            };
        }
        if (options instanceof SuccessOptions.Distance distance) {
            PointMap between = RelativePoint.between(plant, task, distance.from(), distance.to());
            return closeTo(between, new double[between.size()], distance.tolerance());
        }
        SuccessOptions.Points points = (SuccessOptions.Points) options;
        PointMap map = plant.points();
        Place.requireLength("target", points.target(), map.size());
        return closeTo(map, points.target(), points.tolerance());
    }

    private static Predicate<Rollout> closeTo(PointMap map, double[] target, double tolerance) {
        return rollout -> {
            double[] p = new double[map.size()];
            map.evaluate(rollout.states().step(rollout.horizon()), p, new double[p.length * map.stateSize()]);
            double squares = 0;
            for (int i = 0; i < p.length; i++) {
                squares += (p[i] - target[i]) * (p[i] - target[i]);
            }
            return Math.sqrt(squares) <= tolerance;
        };
    }
}
