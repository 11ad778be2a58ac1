package org.waymark.gps.modelbased;

import java.util.List;
import java.util.Optional;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.dynamics.learned.Transitions;
import org.waymark.gps.algorithm.Warning;

/** Whether a model was asked beyond its data: where its members disagree far more than they do on what they were trained on. */
public final class BeyondData {
    /** In units of what 95 % of the training data stay below. */
    private static final double LIMIT = 5;

    /** Of the steps; a few are what exploration is for. */
    private static final double TOO_MANY = 0.25;

    private BeyondData() {}

    /**
     * The fraction of the steps of some episodes that lie beyond the data of the model that they were chosen with; NaN if there are
     * none, if there was no model, or one that cannot tell.
     *
     * @param episodes played after the model was trained
     */
    public static double fraction(Optional<LearnedDynamics> model, List<Episode> episodes) {
        return episodes.isEmpty() || model.isEmpty() || !model.get().tellsDisagreement()
                ? Double.NaN
                : fraction(model.get(), RealData.transitions(episodes));
    }

    /** @param model one that can tell */
    static double fraction(LearnedDynamics model, Transitions steps) {
        double[] ratio = new double[steps.count()];
        model.prediction(steps.count()).disagreement(steps.states(), steps.controls(), steps.count(), ratio);
        int beyond = 0;
        for (double r : ratio) {
            if (!(r <= LIMIT)) {
                beyond++;
            }
        }
        return (double) beyond / ratio.length;
    }

    /** What a user should know of that fraction: nothing, or that it is too large. */
    public static List<Warning> warnings(double fraction) {
        return fraction > TOO_MANY ? List.of(Warning.of(Warning.Kind.MODEL_BEYOND_DATA, fraction)) : List.of();
    }
}
