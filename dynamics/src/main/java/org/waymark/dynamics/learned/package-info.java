/**
 * Global models x′ = f(x, u) learned from transitions: probabilistic ensembles of networks, single networks, Bayesian linear regression
 * and Gaussian processes.
 *
 * <p>Read first: {@link org.waymark.dynamics.learned.ModelLearner} (trains), {@link org.waymark.dynamics.learned.LearnedDynamics} and its
 * {@link org.waymark.dynamics.learned.Prediction} (predict), {@link org.waymark.dynamics.learned.ParticleModel} (samples for planners).
 *
 * <p>The equations. A member of a probabilistic ensemble (Chua et al. 2018, Deep reinforcement learning in a handful of trials using
 * probabilistic dynamics models, section 4; Janner et al. 2019, When to trust your model) gives mean μ(z) and log-variance ℓ(z) of its
 * targets y, the whitened differences x′ − x, and minimises
 *
 * <pre>
 *   1/(N d) Σ_i Σ_j [(μ_j(z_i) − y_ij)² e^{−ℓ_j(z_i)} + ℓ_j(z_i)] + 0.01 Σ_j (ℓmax_j − ℓmin_j) + ½ Σ_layers ω_l ‖W_l‖²
 * </pre>
 *
 * over N of the transitions, where ℓ = ℓmin + softplus(ℓ′ − ℓmin), ℓ′ = ℓmax − softplus(ℓmax − raw) with learned bounds.
 */
package org.waymark.dynamics.learned;
