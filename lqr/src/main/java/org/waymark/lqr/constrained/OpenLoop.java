package org.waymark.lqr.constrained;

import org.waymark.lqr.Cost;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;

/**
 * A trajectory of the model.
 *
 * @param states (T+1) × n
 * @param controls T × m, within the limits
 */
record OpenLoop(TimeVaryingMatrix states, TimeVaryingMatrix controls) {
    /**
     * Runs the model under a guess of the controls, cut at the limits.
     *
     * @throws NonFiniteException if a control or a state is not finite
     */
    static OpenLoop follow(TrajectoryProblem problem, double[] initialState, TimeVaryingMatrix guess) {
        int horizon = problem.horizon();
        guess.requireShape("controls", horizon, problem.controlSize(), 1);
        if (initialState.length != problem.stateSize()) {
            throw new IllegalArgumentException(
                    "initial state: expected " + problem.stateSize() + " numbers, found " + initialState.length);
        }
        TimeVaryingMatrix.Builder states = new TimeVaryingMatrix.Builder(horizon + 1, problem.stateSize(), 1);
        TimeVaryingMatrix.Builder controls = new TimeVaryingMatrix.Builder(horizon, problem.controlSize(), 1);
        double[] x = initialState.clone();
        double[] next = x.clone();
        double[] u = new double[problem.controlSize()];
        NonFiniteException.check("initial state", x, 0);
        write(states, 0, x);
        for (int t = 0; t < horizon; t++) {
            guess.read(t, u);
            NonFiniteException.check("controls", u, t);
            problem.limits().clamp(u);
            write(controls, t, u);
            problem.model().next(x, u, t, next);
            NonFiniteException.check("model state", next, t);
            write(states, t + 1, next);
            System.arraycopy(next, 0, x, 0, x.length);
        }
        return new OpenLoop(states.build(), controls.build());
    }

    private static void write(TimeVaryingMatrix.Builder into, int t, double[] vector) {
        for (int i = 0; i < vector.length; i++) {
            into.set(t, i, 0, vector[i]);
        }
    }

    /** Σ ℓ + ℓ_f. */
    double cost(Cost cost) {
        double[] x = new double[states.rows()];
        double[] u = new double[controls.rows()];
        double sum = 0;
        for (int t = 0; t < controls.steps(); t++) {
            states.read(t, x);
            controls.read(t, u);
            sum += cost.running(x, u, t);
        }
        states.read(controls.steps(), x);
        return sum + cost.terminal(x);
    }
}
