package org.waymark.gps.actorcritic;

import java.util.Optional;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.dynamics.learned.ModelFit;
import org.waymark.dynamics.learned.ModelLearner;
import org.waymark.dynamics.learned.ModelOptions;
import org.waymark.dynamics.learned.Transitions;
import org.waymark.lqr.RandomStreams;

/** The learned model, trained anew on all real transitions every so many real steps. A workspace: one caller. */
final class ModelKeeper {
    private final ModelLearner learner;
    private final int trainEvery;
    private final RandomStreams streams;
    private final int threads;
    private final KnownPlant plant;
    private final double clip;
    private Optional<LearnedDynamics> model = Optional.empty();
    private Optional<ModelRollout> rollout = Optional.empty();
    private double loss = Double.NaN;

    /** @param threads how many members are trained at a time; changes no result */
    ModelKeeper(
            ModelOptions options,
            ImaginationOptions imagination,
            KnownPlant plant,
            RandomStreams streams,
            int threads) {
        this.learner = new ModelLearner(options);
        this.trainEvery = imagination.trainEvery();
        this.clip = imagination.clip();
        this.plant = plant;
        this.streams = streams;
        this.threads = threads;
    }

    void load(Optional<LearnedDynamics> state, Memory real) {
        become(state);
        loss = Double.NaN;
        if (model.isPresent()) {
            plant.survey(real, clip);
        }
    }

    private void become(Optional<LearnedDynamics> next) {
        if (!next.equals(model)) {
            model = next;
            rollout = Optional.empty();
        }
    }

    /** Trains the model if that is due, and tells whether it did. */
    boolean refresh(long realSteps, Memory real) {
        if (model.isPresent() && realSteps % trainEvery != 0) {
            return false;
        }
        plant.survey(real, clip);
        ModelFit fit = learner.fit(
                transitions(real), model, streams.derive("model", Math.toIntExact(realSteps), 0, 0), threads);
        become(Optional.of(fit.model()));
        loss = fit.report().loss();
        return true;
    }

    private Transitions transitions(Memory real) {
        Memory.Columns columns = real.columns();
        int n = columns.n();
        int m = columns.m();
        int count = real.count();
        double[] states = new double[count * n];
        double[] actions = new double[count * m];
        double[] controls = new double[count * m];
        double[] next = new double[count * n];
        double[] costs = new double[count];
        for (int i = 0; i < count; i++) {
            int at = real.at(i);
            System.arraycopy(real.rows(), at + columns.state(), states, i * n, n);
            System.arraycopy(real.rows(), at + columns.action(), actions, i * m, m);
            System.arraycopy(real.rows(), at + columns.nextState(), next, i * n, n);
            costs[i] = real.rows()[at + columns.cost()];
        }
        plant.actions.toControls(actions, count, controls);
        return Transitions.of(n, m, states, controls, next, costs);
    }

    Optional<LearnedDynamics> model() {
        return model;
    }

    /**
     * Steps in the present model, the keeper's own; made once a model, and empty as long as there is none.
     *
     * @param rows that there has to be room for
     */
    Optional<ModelRollout> rollout(int rows) {
        if (model.isPresent() && rollout.filter(made -> made.rows() >= rows).isEmpty()) {
            rollout = Optional.of(new ModelRollout(plant, model.get(), rows));
        }
        return rollout;
    }

    /** Of the latest training since {@link #load}; NaN if there was none. */
    double loss() {
        return loss;
    }
}
