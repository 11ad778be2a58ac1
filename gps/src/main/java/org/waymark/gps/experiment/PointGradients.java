package org.waymark.gps.experiment;

import java.util.List;
import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;
import org.waymark.sim.InitialState;
import org.waymark.sim.Plant;
import org.waymark.sim.Simulator;
import org.waymark.sim.contract.Finding;

/**
 * Compares gradients of a cost on points of the plant with differences between states that the plant can be in: a point is an entry of
 * the state, and a function of its positions too, so single entries cannot be varied alone. For each coordinate c of a start, with x(c)
 * the state that reset writes, (ℓ(x(c+h)) − ℓ(x(c−h)))/2h = ∇ℓ·(x(c+h) − x(c−h))/2h.
 */
final class PointGradients {
    private static final double STEP = 1e-5;
    /** Relative to 1 + the slopes; differences of this step are good to about 1e-9. */
    private static final double TOLERANCE = 1e-4;

    private final Plant plant;
    private final Cost cost;
    private final int lastStep;

    PointGradients(Plant plant, Cost cost, int horizon) {
        this.plant = plant;
        this.cost = cost;
        this.lastStep = horizon - 1;
    }

    Finding check(List<InitialState> starts) {
        int slopes = 0;
        try (Simulator simulator = plant.newSimulator()) {
            for (int i = 0; i < starts.size(); i++) {
                double[] gradient = gradient(state(simulator, starts.get(i), 0, 0));
                for (int c = 0; c < starts.get(i).coordinates().length; c++) {
                    double[] above = state(simulator, starts.get(i), c, STEP);
                    double[] below = state(simulator, starts.get(i), c, -STEP);
                    double found = 0;
                    for (int j = 0; j < gradient.length; j++) {
                        found += gradient[j] * (above[j] - below[j]) / (2 * STEP);
                    }
                    double expected = (value(above) - value(below)) / (2 * STEP);
                    if (!(Math.abs(found - expected) <= TOLERANCE * (1 + Math.abs(found) + Math.abs(expected)))) {
                        return new Finding(
                                "cost on points",
                                false,
                                "start " + i + ": slope along coordinate " + c + ": given " + found
                                        + ", differences say " + expected
                                        + "; correct the Jacobian of the plant's points, or the gradient of the term");
                    }
                    slopes++;
                }
            }
        }
        return new Finding("cost on points", true, slopes + " slopes agree with differences around the starts");
    }

    private double[] state(Simulator simulator, InitialState start, int coordinate, double shift) {
        double[] coordinates = start.coordinates();
        coordinates[coordinate] += shift;
        double[] x = new double[plant.spec().stateSize()];
        simulator.reset(new InitialState(coordinates, start.parameters()), x);
        return x;
    }

    private double value(double[] state) {
        return cost.running(state, new double[plant.spec().controlSize()], lastStep);
    }

    private double[] gradient(double[] state) {
        StageExpansion expansion = new StageExpansion(state.length, plant.spec().controlSize());
        cost.expandRunning(state, new double[plant.spec().controlSize()], lastStep, 1, expansion);
        double[] gradient = new double[state.length];
        for (int j = 0; j < gradient.length; j++) {
            gradient[j] = expansion.gradient(j);
        }
        return gradient;
    }
}
