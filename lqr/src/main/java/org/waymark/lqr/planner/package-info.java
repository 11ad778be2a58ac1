/**
 * Planners: from the state that the plant is in, the controls to come, again and again while it moves.
 *
 * <p>Read first: {@link org.waymark.lqr.planner.Planner} (what they have in common), {@link
 * org.waymark.lqr.planner.CrossEntropyMethod} (the planner of most learned models) and {@link
 * org.waymark.lqr.planner.RecedingHorizon} (which runs any planner against any plant).
 *
 * <p>At time step t and state x every planner looks for
 *
 * <pre>
 *   min Σ_{k&lt;H} ℓ(x_{t+k}, u_{t+k}, t+k) + ℓ_f(x_{t+H}),   x_{t+k+1} = f(x_{t+k}, u_{t+k}, t+k),   lower ≤ u ≤ upper,
 * </pre>
 *
 * <p>beginning with what is left of its last plan. The sampling planners draw sequences U_i of controls around a mean Ū, predict their
 * costs S_i in batches, and move the mean:
 *
 * <pre>
 *   random shooting   Ū ← U_b, b = argmin S_i
 *   cross-entropy     Ū ← αŪ + (1−α) mean of the E cheapest,   likewise the variances
 *   MPPI              Ū ← Σ w_i U_i / Σ w_i,   w_i = exp(−(S_i − min S)/λ)
 * </pre>
 *
 * <p>Rubinstein and Kroese 2004 and Chua et al. 2018 (cross-entropy); Williams et al. 2017 (MPPI); Tassa, Erez and Todorov 2012 (model
 * predictive control by iLQR).
 */
package org.waymark.lqr.planner;
