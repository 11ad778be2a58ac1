/**
 * Improving linear-Gaussian controllers from sampled costs: path integrals, alone and together with the linear-quadratic regulator.
 *
 * <p>Read first: {@link org.waymark.lqr.pathintegral.Pi2} (the update that needs rollouts and their costs only), {@link
 * org.waymark.lqr.pathintegral.Pilqr} (a model-based step, then PI² on what the model does not explain) and {@link
 * org.waymark.lqr.pathintegral.SampledCosts} (what both are given).
 *
 * <p>With S_n the cost-to-go of rollout n from step t on, and z_n its standardised deviation from the controller's mean,
 *
 * <pre>
 *   w_n ∝ exp(−S_n/η),   η = argmin_{η ≥ η_min} ηε − min_n S_n + η log (1/N) Σ_n exp(−(S_n − min S)/η)
 *   k ← k + L Σ_n w_n z_n,   C ← L (Σ_n w_n (z_n − z̄)(z_n − z̄)ᵀ) Lᵀ,   z̄ = Σ_n w_n z_n,   C = LLᵀ
 * </pre>
 *
 * <p>separately for each t; the gains K stay. Theodorou, Buchli and Schaal 2010; Stulp and Sigaud 2012; Peters, Mülling and Altün 2010;
 * Chebotar, Hausman, Zhang, Sukhatme, Schaal and Levine 2017.
 */
package org.waymark.lqr.pathintegral;
