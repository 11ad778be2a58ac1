package org.waymark.gps.modelbased;

import java.util.Optional;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.dynamics.learned.ModelFit;
import org.waymark.dynamics.learned.ModelLearner;
import org.waymark.dynamics.learned.ModelOptions;
import org.waymark.dynamics.learned.Transitions;
import org.waymark.lqr.RandomStreams;

/** Fits the model of the plant, again and again; chance in the n-th fit of an iteration comes from a stream of its own. */
public final class ModelFitting {
    private final ModelLearner learner;
    private final RandomStreams streams;
    private final int threads;

    /** @param threads how many members are trained at a time; changes no result */
    public ModelFitting(ModelOptions options, long seed, int threads) {
        learner = new ModelLearner(options);
        streams = new RandomStreams(seed);
        this.threads = threads;
    }

    /**
     * Fits.
     *
     * @param previous from which training goes on, if the options say so
     * @param number of the fit within the iteration, from 0
     */
    public ModelFit fit(Transitions data, Optional<LearnedDynamics> previous, int iteration, int number) {
        return learner.fit(data, previous, streams.derive("model", iteration, 0, number), threads);
    }
}
