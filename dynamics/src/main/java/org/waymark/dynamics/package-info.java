/**
 * Models learned from rollouts: time-varying linear-Gaussian fits, of the plant and of a policy around its rollouts, and their priors.
 *
 * <p>Read first: {@link org.waymark.dynamics.DynamicsFitter} (the plant), {@link org.waymark.dynamics.PolicyLinearizer} (the policy)
 * and {@link org.waymark.dynamics.MixtureEm} (what both know beforehand).
 *
 * <p>The equations. At every time step a vector z = [input; output] is taken for Gaussian, with the normal-inverse-Wishart posterior
 *
 * <pre>
 *   μ = z̄,   Σ = [N Σ̂ + Φ + N m/(N+m)·(z̄ − μ₀)(z̄ − μ₀)ᵀ] / (N + n₀)
 * </pre>
 *
 * and conditioned on its input: output ~ N(F·input + f, S) with F = Σ_oi Σ_ii⁻¹, f = μ_o − F μ_i, S = Σ_oo − F Σ_io. The prior (μ₀, Φ,
 * m, n₀) of a time step are the moments of a Gaussian mixture over the rows of all time steps, weighted by how much each component
 * answers for the rows of this one (Levine and Abbeel 2014, Learning neural network policies with guided policy search under unknown
 * dynamics, section 4.2; Montgomery and Levine 2016, Guided policy search as approximate mirror descent, for the policy).
 */
package org.waymark.dynamics;
