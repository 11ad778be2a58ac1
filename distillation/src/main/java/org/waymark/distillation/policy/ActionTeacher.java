package org.waymark.distillation.policy;

/**
 * A teacher of discrete actions: a score for each, Q values or logits; the highest is its choice. This interface is implemented by users.
 *
 * <p>Implementations are immutable and may be called by several threads at once.
 */
public non-sealed interface ActionTeacher extends Teacher {
    int observationSize();

    /** How many actions there are, ≥ 2. */
    @Override
    int outputSize();

    /**
     * Writes the score of each action.
     *
     * @param observation [observationSize]; not modified
     * @param scores [outputSize]; overwritten
     */
    void scores(double[] observation, double[] scores);

    @Override
    default void requireFits(EnvironmentSpec spec) {
        if (outputSize() < 2) {
            throw new IllegalArgumentException("expected at least 2 actions, found " + outputSize());
        }
        GaussianTeacher.require("observations", spec.observationSize(), observationSize());
        GaussianTeacher.require("controls, the index of an action,", spec.controlSize(), 1);
    }

    /** Its choice. */
    @Override
    default Actor actor() {
        return (state, observation, t, control) -> {
            double[] scores = new double[outputSize()];
            scores(observation, scores);
            control[0] = best(scores);
        };
    }

    @Override
    default Labelled label(Visits visits) {
        int p = visits.observationSize();
        int actions = outputSize();
        double[] observations = visits.observations();
        double[] targets = new double[visits.size() * actions];
        double[] observation = new double[p];
        double[] scores = new double[actions];
        for (int n = 0; n < visits.size(); n++) {
            System.arraycopy(observations, n * p, observation, 0, p);
            scores(observation, scores);
            System.arraycopy(scores, 0, targets, n * actions, actions);
        }
        return new Labelled(p, actions, observations, targets, new double[0]);
    }

    /** The index of the largest score, the first of equals. */
    static int best(double[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }
}
