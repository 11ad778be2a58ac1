/**
 * The thing being controlled, and how it is run: simulators, rollouts, exploration noise and distributions of initial states.
 *
 * <p>Read first: {@link org.waymark.sim.Simulator} (what somebody brings along), {@link org.waymark.sim.RolloutSampler} (which runs
 * it, on several threads, to the same bits) and {@link org.waymark.sim.ControlLaw} (what drives it).
 *
 * <p>A rollout of horizon T is x_0 = reset, u_t = clip(μ_t(x_t, o_t) + L_t ε_t), x_{t+1} = f(x_t, u_t) for t = 0…T−1, with
 * exploration noise ε_t ~ N(0, I) that may be smoothed over time, and C_t = L_t L_tᵀ.
 */
package org.waymark.sim;
