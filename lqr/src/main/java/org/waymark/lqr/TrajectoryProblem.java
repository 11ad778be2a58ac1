package org.waymark.lqr;

/**
 * A problem of trajectory optimisation, but for its initial state:
 *
 * <pre>
 *   min Σ_{t&lt;T} ℓ(x_t,u_t,t) + ℓ_f(x_T)   over u_0…u_{T−1},   x_{t+1} = f(x_t,u_t,t),   lower ≤ u_t ≤ upper.
 * </pre>
 *
 * @param model f; a {@link DifferentiableModel} if it is to be solved by iLQR with its own derivatives
 * @param cost ℓ and ℓ_f
 * @param limits of the controls
 * @param horizon T, the number of controls
 */
public record TrajectoryProblem(Model model, Cost cost, ControlLimits limits, int horizon) {
    /** @throws IllegalArgumentException if the horizon is below 1, or the limits do not fit the model */
    public TrajectoryProblem {
        if (horizon < 1) {
            throw new IllegalArgumentException("horizon: expected 1 or more, found " + horizon);
        }
        if (limits.size() != model.controlSize()) {
            throw new IllegalArgumentException("control limits: expected " + model.controlSize()
                    + ", one for each control of the model, found " + limits.size());
        }
    }

    /** Without limits. */
    public static TrajectoryProblem unlimited(Model model, Cost cost, int horizon) {
        return new TrajectoryProblem(model, cost, ControlLimits.none(model.controlSize()), horizon);
    }

    public int stateSize() {
        return model.stateSize();
    }

    public int controlSize() {
        return model.controlSize();
    }
}
