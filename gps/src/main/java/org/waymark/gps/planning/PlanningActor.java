package org.waymark.gps.planning;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.dynamics.learned.Transitions;
import org.waymark.gps.modelbased.EpisodeActor;
import org.waymark.gps.modelbased.ModelFitting;
import org.waymark.gps.modelbased.RealStep;
import org.waymark.sim.SimulatorSpec;

/** Plans in real episodes, and fits the model again on the way; a new model means a new planner. */
final class PlanningActor implements EpisodeActor {
    private final Refits refits;
    private PlanningLaw law;
    private Optional<ModelPlanner> planner = Optional.empty();

    /**
     * @param law how it plans until the model is fitted again
     * @param refits how the model is fitted again within the iteration
     */
    PlanningActor(PlanningLaw law, Refits refits) {
        this.law = law;
        this.refits = refits;
    }

    @Override
    public void begin() {
        planner = Optional.empty();
    }

    @Override
    public void act(double[] state, double[] observation, int t, RandomGenerator random, double[] control) {
        if (planner.isEmpty()) {
            planner = Optional.of(law.planner(random));
        }
        planner.get().control(state, t, control);
        SimulatorSpec spec = law.task().spec();
        double[] lower = spec.controlLower();
        double[] upper = spec.controlUpper();
        double exploration = law.options().exploration();
        for (int j = 0; j < control.length && exploration > 0; j++) {
            control[j] += exploration * (upper[j] - lower[j]) * random.nextGaussian();
        }
    }

    @Override
    public void stepped(RealStep step) {
        Optional<LearnedDynamics> fresh = refits.stepped(step, law.model());
        if (fresh.isPresent()) {
            law = law.withModel(fresh.get());
            planner = Optional.empty();
        }
    }

    /** Collects the steps of an iteration and fits a model to them, and all before, every so many of them. */
    static final class Refits {
        private final ModelFitting fitting;
        private final int every;
        private final int iteration;
        private Transitions data;
        private final double[] states;
        private final double[] controls;
        private final double[] nextStates;
        private final double[] costs;
        private int collected;
        private int fits;

        /**
         * @param data of the iterations before
         * @param every steps between fits, 0 for none
         */
        Refits(ModelFitting fitting, Transitions data, int every, int iteration) {
            this.fitting = fitting;
            this.data = data;
            this.every = every;
            this.iteration = iteration;
            states = new double[every * data.stateSize()];
            controls = new double[every * data.controlSize()];
            nextStates = new double[every * data.stateSize()];
            costs = new double[every];
        }

        /** How often the model was fitted. */
        int count() {
            return fits;
        }

        private Optional<LearnedDynamics> stepped(RealStep step, LearnedDynamics previous) {
            if (every == 0) {
                return Optional.empty();
            }
            int n = step.state().length;
            int m = step.control().length;
            System.arraycopy(step.state(), 0, states, collected * n, n);
            System.arraycopy(step.control(), 0, controls, collected * m, m);
            System.arraycopy(step.nextState(), 0, nextStates, collected * n, n);
            costs[collected++] = step.cost();
            if (collected < every) {
                return Optional.empty();
            }
            collected = 0;
            data = data.plus(Transitions.of(n, m, states, controls, nextStates, costs));
            return Optional.of(
                    fitting.fit(data, Optional.of(previous), iteration, fits++).model());
        }
    }
}
