package org.waymark.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.waymark.lqr.BatchDifferentiableModel;
import org.waymark.lqr.Model;
import org.waymark.lqr.derivative.FiniteDifferenceModel;
import org.waymark.lqr.derivative.FiniteDifferenceOptions;

/**
 * A plant as a model that trajectory optimisation can differentiate: by central differences within the limits of its controls, with one
 * simulator per thread.
 *
 * <pre>{@code
 *   try (PlantModel model = new PlantModel(plant, 2, FiniteDifferenceOptions.defaults())) {
 *       TrajectoryProblem problem = new TrajectoryProblem(model, cost, plant.spec().controlLimits(), horizon);
 *       IlqrResult result = new IterativeLqr(problem, IlqrOptions.defaults()).solve(start, guess);
 *   }
 * }</pre>
 *
 * <p>Where a simulator breaks down, the next state is NaN, which a line search takes for a step that is too long. For one caller at a
 * time; the same bits for any number of threads. Bodies that a reset can shift are where the plant's model has them.
 */
public final class PlantModel implements BatchDifferentiableModel, AutoCloseable {
    private final List<Simulator> simulators = new ArrayList<>();
    private final FiniteDifferenceModel differences;

    /**
     * @param plant its simulators can be put into any state: they are {@link Model}s
     * @param threads how many, the caller's included, ≥ 1
     * @param options its limits, if it has none, become those of the plant
     * @throws IllegalArgumentException if the simulators are no models
     */
    public PlantModel(Plant plant, int threads, FiniteDifferenceOptions options) {
        FiniteDifferenceOptions limited = options.limits().isPresent()
                ? options
                : options.withLimits(plant.spec().controlLimits());
        boolean made = false;
        try {
            differences = FiniteDifferenceModel.inParallel(() -> newModel(plant), threads, limited);
            made = true;
        } finally {
            if (!made) {
                simulators.forEach(Simulator::close);
            }
        }
    }

    private Model newModel(Plant plant) {
        Simulator simulator = plant.newSimulator();
        simulators.add(simulator);
        if (!(simulator instanceof Model model)) {
            throw new IllegalArgumentException(
                    "plant: expected simulators that can be put into any state (Model), found "
                            + simulator.getClass().getName());
        }
        return new Unbreakable(model);
    }

    /** A simulator that answers NaN where it would break down. */
    private record Unbreakable(Model simulator) implements Model {
        @Override
        public int stateSize() {
            return simulator.stateSize();
        }

        @Override
        public int controlSize() {
            return simulator.controlSize();
        }

        @Override
        public void next(double[] state, double[] control, int t, double[] nextState) {
            try {
                simulator.next(state, control, t, nextState);
            } catch (SimulatorFailedException e) {
                Arrays.fill(nextState, Double.NaN);
            }
        }
    }

    @Override
    public int stateSize() {
        return differences.stateSize();
    }

    @Override
    public int controlSize() {
        return differences.controlSize();
    }

    @Override
    public void next(double[] state, double[] control, int t, double[] nextState) {
        differences.next(state, control, t, nextState);
    }

    @Override
    public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
        differences.jacobian(state, control, t, jacobian);
    }

    @Override
    public void jacobians(int start, double[][] states, double[][] controls, int horizon, double[][] jacobians) {
        differences.jacobians(start, states, controls, horizon, jacobians);
    }

    @Override
    public boolean hasCurvature() {
        return differences.hasCurvature();
    }

    @Override
    public void addCurvature(double[] state, double[] control, int t, double[] weights, double[] hessian) {
        differences.addCurvature(state, control, t, weights, hessian);
    }

    /** Ends the threads and closes the simulators. */
    @Override
    public void close() {
        differences.close();
        simulators.forEach(Simulator::close);
    }
}
