package org.waymark.gps.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.lqr.Cost;
import org.waymark.lqr.cost.ControlCost;
import org.waymark.lqr.cost.Penalty;
import org.waymark.lqr.cost.PointCost;
import org.waymark.lqr.cost.StateCost;
import org.waymark.lqr.cost.SumCost;
import org.waymark.lqr.cost.TimeWeights;
import org.waymark.sim.Plant;

/** Makes the cost that {@link CostTerm}s describe. */
final class TaskCost {
    private TaskCost() {}

    static Cost sum(List<CostTerm> terms, Plant plant, int horizon) {
        List<SumCost.Term> sum = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            CostTerm term = terms.get(i);
            sum.add(new SumCost.Term(1, Place.at("cost." + i, () -> cost(term, plant, horizon))));
        }
        return new SumCost(sum);
    }

    private static Cost cost(CostTerm term, Plant plant, int horizon) {
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
                            timeWeights(state.timing(), horizon))
                    .atFinalState(finalWeight(state.timing()));
        }
        CostTerm.Points points = (CostTerm.Points) term;
        return new PointCost(
                        plant.points(),
                        points.target(),
                        points.weights(),
                        points.penalty().orElse(Penalty.squared()),
                        timeWeights(points.timing(), horizon))
                .atFinalState(finalWeight(points.timing()));
    }

    private static TimeWeights timeWeights(Optional<CostTerm.TimingOptions> timing, int horizon) {
        CostTerm.TimingOptions chosen = timing.orElse(CostTerm.TimingOptions.defaults());
        return TimeWeights.of(chosen.ramp(), horizon, chosen.finalMultiplier());
    }

    private static double finalWeight(Optional<CostTerm.TimingOptions> timing) {
        return timing.map(CostTerm.TimingOptions::finalState).orElse(0.0);
    }
}
