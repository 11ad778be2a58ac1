package org.waymark.gps.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.waymark.gps.experiment.CostTerm;
import org.waymark.gps.experiment.Experiment;
import org.waymark.sim.Plant;
import org.waymark.sim.drawing.Drawing;

/**
 * What is known about the plant of a run to show its rollouts.
 *
 * @param names of the entries of the state, then of the controls
 * @param stateSize n
 * @param timeStep in seconds
 * @param drawing how the plant looks, if that is known
 * @param targets where the cost wants points to be, [3] metres each
 */
public record Stage(
        List<String> names, int stateSize, double timeStep, Optional<Drawing> drawing, List<double[]> targets) {
    public Stage {
        names = List.copyOf(names);
        targets = List.copyOf(targets);
    }

    /** The plant of an experiment; the plant has to stay open. */
    public static Stage of(Experiment experiment, Plant plant) {
        List<String> names = new ArrayList<>(plant.stateNames());
        int controls = plant.spec().controlSize();
        for (int i = 0; i < controls; i++) {
            names.add(controls == 1 ? "control" : "control " + i);
        }
        return new Stage(
                names, plant.spec().stateSize(), plant.spec().timeStep(), plant.drawing(), targets(experiment));
    }

    private static List<double[]> targets(Experiment experiment) {
        List<double[]> targets = new ArrayList<>();
        for (CostTerm term : experiment.cost()) {
            if (term instanceof CostTerm.Points points) {
                for (int i = 0; i + 2 < points.target().length; i += 3) {
                    double[] target = {points.target()[i], points.target()[i + 1], points.target()[i + 2]};
                    if (targets.stream().noneMatch(known -> Arrays.equals(known, target))) {
                        targets.add(target);
                    }
                }
            }
        }
        return targets;
    }
}
