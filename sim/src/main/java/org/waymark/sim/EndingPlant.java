package org.waymark.sim;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.waymark.lqr.Cost;
import org.waymark.lqr.Model;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.drawing.Drawing;

/**
 * A plant whose episodes may end: once it is in one of the final states it stays there, whatever the controls, so that rollouts keep
 * their length. Closing it closes the plant.
 */
public final class EndingPlant implements Plant {
    private final Plant plant;
    private final Predicate<double[]> ended;

    /** @param ended tells of a state [stateSize], which it must not modify, whether an episode is over there */
    public EndingPlant(Plant plant, Predicate<double[]> ended) {
        this.plant = plant;
        this.ended = ended;
    }

    @Override
    public SimulatorSpec spec() {
        return plant.spec();
    }

    @Override
    public Simulator newSimulator() {
        Simulator simulator = plant.newSimulator();
        return simulator instanceof Model model
                ? new EndingModel(simulator, model, ended)
                : new EndingSimulator(simulator, ended);
    }

    @Override
    public PointMap points() {
        return plant.points();
    }

    @Override
    public List<String> stateNames() {
        return plant.stateNames();
    }

    @Override
    public int positionSize() {
        return plant.positionSize();
    }

    @Override
    public List<String> observationNames() {
        return plant.observationNames();
    }

    @Override
    public OptionalDouble physicsStep() {
        return plant.physicsStep();
    }

    @Override
    public Optional<Drawing> drawing() {
        return plant.drawing();
    }

    @Override
    public OptionalInt actions() {
        return plant.actions();
    }

    @Override
    public boolean ended(double[] state) {
        return plant.ended(state);
    }

    @Override
    public Optional<Cost> cost() {
        return plant.cost();
    }

    @Override
    public Optional<StartDistribution> starts() {
        return plant.starts();
    }

    @Override
    public void close() {
        plant.close();
    }

    /** A simulator that is not asked to go on from a final state. */
    private static class EndingSimulator implements RandomSimulator {
        private final Simulator simulator;
        private final Predicate<double[]> ended;
        /** [stateSize] the state that was written last. */
        private final double[] current;

        EndingSimulator(Simulator simulator, Predicate<double[]> ended) {
            this.simulator = simulator;
            this.ended = ended;
            this.current = new double[simulator.spec().stateSize()];
        }

        @Override
        public SimulatorSpec spec() {
            return simulator.spec();
        }

        @Override
        public void reset(InitialState start, RandomGenerator random, double[] state) {
            RandomSimulator.reset(simulator, start, random, state);
            System.arraycopy(state, 0, current, 0, current.length);
        }

        @Override
        public void step(double[] control, double[] state) {
            if (!ended.test(current)) {
                simulator.step(control, current);
            }
            System.arraycopy(current, 0, state, 0, current.length);
        }

        @Override
        public void observe(double[] state, double[] observation) {
            simulator.observe(state, observation);
        }

        @Override
        public void close() {
            simulator.close();
        }
    }

    private static final class EndingModel extends EndingSimulator implements Model {
        private final Model model;
        private final Predicate<double[]> ended;

        EndingModel(Simulator simulator, Model model, Predicate<double[]> ended) {
            super(simulator, ended);
            this.model = model;
            this.ended = ended;
        }

        @Override
        public int stateSize() {
            return model.stateSize();
        }

        @Override
        public int controlSize() {
            return model.controlSize();
        }

        @Override
        public void next(double[] state, double[] control, int t, double[] nextState) {
            if (ended.test(state)) {
                System.arraycopy(state, 0, nextState, 0, state.length);
            } else {
                model.next(state, control, t, nextState);
            }
        }
    }
}
