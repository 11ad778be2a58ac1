package org.waymark.sim;

import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.waymark.lqr.Model;

/**
 * A plant whose episodes may end: once it is in one of the final states it stays there, whatever the controls, so that rollouts keep
 * their length. Closing it closes the plant.
 */
public final class EndingPlant extends DecoratedPlant {
    private final Predicate<double[]> ended;

    /** @param ended tells of a state [stateSize], which it must not modify, whether an episode is over there */
    public EndingPlant(Plant plant, Predicate<double[]> ended) {
        super(plant);
        this.ended = ended;
    }

    @Override
    public boolean ended(double[] state) {
        return ended.test(state) || plant.ended(state);
    }

    @Override
    public Simulator newSimulator() {
        Simulator simulator = plant.newSimulator();
        return simulator instanceof Model model
                ? new PlaceableSimulator(simulator, model, this::ended)
                : new EndingSimulator(simulator, this::ended);
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

    private static final class PlaceableSimulator extends EndingSimulator implements Model {
        private final Model model;

        PlaceableSimulator(Simulator simulator, Model model, Predicate<double[]> ended) {
            super(simulator, ended);
            this.model = EndingModel.of(model, ended);
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
            model.next(state, control, t, nextState);
        }
    }
}
