package org.waymark.dynamics.learned;

import java.util.Optional;

/** Trains the model that some {@link ModelOptions} describe. Stateless and thread-safe. */
public final class ModelLearner {
    private final ModelOptions options;

    public ModelLearner(ModelOptions options) {
        this.options = options;
    }

    /** What is trained, and how. */
    public ModelOptions options() {
        return options;
    }

    /**
     * Trains a model on transitions; the result depends on the arguments alone, but not on {@code threads}.
     *
     * @param data at least two; with costs, if those are to be predicted
     * @param previous the model of the fit before, from which training goes on if the options say so and its shape is the same
     * @param seed of everything random: what is held out, new parameters, draws, the order of transitions
     * @param threads how many members are trained at a time, ≥ 1
     * @throws IllegalArgumentException if there is too little data, or it does not fit the options
     */
    public ModelFit fit(Transitions data, Optional<LearnedDynamics> previous, long seed, int threads) {
        if (data.count() < 2) {
            throw new IllegalArgumentException("model: expected at least 2 transitions, found " + data.count());
        }
        return switch (options.kind()) {
            case ENSEMBLE, NETWORK -> new NetworkTraining(options).fit(data, previous, seed, threads);
            case BAYESIAN_LINEAR -> BayesianLinearDynamics.fit(options, data);
            case GAUSSIAN_PROCESS -> GaussianProcessTraining.fit(options, data, seed, threads);
        };
    }
}
