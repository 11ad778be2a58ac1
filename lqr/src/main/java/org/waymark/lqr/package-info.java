/**
 * The vocabulary that all of Waymark shares: trajectories, costs, policies and models.
 *
 * <p>Read first: {@link org.waymark.lqr.LinearGaussianController} (what is improved), {@link org.waymark.lqr.LinearGaussianModel}
 * (what it is improved against) and {@link org.waymark.lqr.Cost} (what for).
 *
 * <p>Conventions. The horizon T is the number of controls: u₀…u_{T−1}, states x₀…x_T, running cost ℓ(x_t,u_t,t), final cost
 * ℓ_f(x_T). A controller is u ~ N(K_t x + k_t, C_t) on absolute x, with a plus. A quadratic is ½yᵀHy + gᵀy + c with y = [x;u].
 * Matrices are row-major. Divergences are in nats.
 */
package org.waymark.lqr;
