package org.waymark.gps.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.lqr.Cost;
import org.waymark.lqr.cost.ControlCost;
import org.waymark.lqr.cost.Penalty;
import org.waymark.lqr.cost.PointCost;
import org.waymark.lqr.cost.PointMap;
import org.waymark.lqr.cost.StateCost;
import org.waymark.lqr.cost.SumCost;
import org.waymark.lqr.cost.TimeWeights;
import org.waymark.sim.Plant;

/** Makes the cost that {@link CostTerm}s describe. */
final class TaskCost {
    private final Plant plant;
    private final TaskOptions task;

    TaskCost(Plant plant, TaskOptions task) {
        this.plant = plant;
        this.task = task;
    }

    Cost sum(List<CostTerm> terms) {
        List<SumCost.Term> sum = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            CostTerm term = terms.get(i);
            double weight =
                    term instanceof CostTerm.Task charged ? charged.weight().orElse(1.0) : 1;
            sum.add(new SumCost.Term(weight, Place.at("cost." + i, () -> cost(term))));
        }
        return new SumCost(sum);
    }

    private Cost cost(CostTerm term) {
        if (term instanceof CostTerm.Control control) {
            Place.requireLength("weights", control.weights(), plant.spec().controlSize());
            return new ControlCost(control.weights());
        }
        if (term instanceof CostTerm.State state) {
            Place.requireIndices(state.indices(), plant.spec());
            return new StateCost(
                            state.indices(),
                            state.weights(),
                            state.target(),
                            state.penalty().orElse(Penalty.squared()),
                            timeWeights(state.timing()))
                    .withAngles(state.angles().orElse(new int[0]))
                    .atFinalState(finalWeight(state.timing()));
        }
        if (term instanceof CostTerm.Distance distance) {
            PointMap between = RelativePoint.between(plant, task, distance.from(), distance.to());
            return new PointCost(
                            between,
                            new double[between.size()],
                            distance.weights(),
                            distance.penalty().orElse(Penalty.squared()),
                            timeWeights(distance.timing()))
                    .atFinalState(finalWeight(distance.timing()));
        }
        if (term instanceof CostTerm.Task) {
            return charged();
        }
        CostTerm.Points points = (CostTerm.Points) term;
        return new PointCost(
                        plant.points(),
                        points.target(),
                        points.weights(),
                        points.penalty().orElse(Penalty.squared()),
                        timeWeights(points.timing()))
                .atFinalState(finalWeight(points.timing()));
    }

    /**
     * What the plant itself charges.
     *
     * @throws IllegalArgumentException if it charges nothing
     */
    Cost charged() {
        return plant.cost()
                .orElseThrow(() ->
                        new IllegalArgumentException("type: task is what the plant itself charges, but task.name = "
                                + task.name() + " charges nothing; state the cost by other terms"));
    }

    private TimeWeights timeWeights(Optional<CostTerm.TimingOptions> timing) {
        CostTerm.TimingOptions chosen = timing.orElse(CostTerm.TimingOptions.defaults());
        return TimeWeights.of(chosen.ramp(), task.horizon(), chosen.finalMultiplier());
    }

    private static double finalWeight(Optional<CostTerm.TimingOptions> timing) {
        return timing.map(CostTerm.TimingOptions::finalState).orElse(0.0);
    }
}
