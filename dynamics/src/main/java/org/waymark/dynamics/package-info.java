/**
 * Models learned from rollouts: time-varying linear-Gaussian fits, of the plant and of a policy around its rollouts, and their priors.
 *
 * <p>Read first: {@link org.waymark.dynamics.DynamicsFitter} (the plant), {@link org.waymark.dynamics.PolicyLinearizer} (the policy)
 * and {@link org.waymark.dynamics.PriorOptions} (what both know beforehand).
 *
 * <p>The equations. At every time step a vector z = [input; output] is taken for Gaussian, with the normal-inverse-Wishart posterior
 *
 * <pre>
 *   μ = z̄,   Σ = [N Σ̂ + Φ + N m/(N+m)·(z̄ − μ₀)(z̄ − μ₀)ᵀ] / (N + n₀)
 * </pre>
 *
 * and conditioned on its input: output ~ N(F·input + f, S) with F = Σ_oi Σ_ii⁻¹, f = μ_o − F μ_i, S = Σ_oo − F Σ_io. The prior (μ₀, Φ,
 * m, n₀) of a time step counts for s pseudo-samples, Φ = sΣ₀, and its moments μ₀, Σ₀ are those
 *
 * <ul>
 *   <li>of a Gaussian mixture over the rows of all time steps, weighted by how much each component answers for the rows of this one
 *       (Levine and Abbeel 2014, Learning neural network policies with guided policy search under unknown dynamics, section 4.2;
 *       Montgomery and Levine 2016, Guided policy search as approximate mirror descent, for the policy);
 *   <li>of one Gaussian over the transitions of all clusters;
 *   <li>or of an ensemble of networks, linearised at the mean input of the time step (Fu, Levine and Abbeel 2016, One-shot learning of
 *       manipulation skills with online dynamics adaptation and neural network priors, section IV).
 * </ul>
 */
package org.waymark.dynamics;
