/**
 * Trajectory optimisation by iterative LQR and differential dynamic programming, with limits on the controls.
 *
 * <p>Read first: {@link org.waymark.lqr.ilqr.IterativeLqr} (the problem, the stopping rules, how to call it), {@link
 * org.waymark.lqr.ilqr.BackwardPass} (the equations of one stage) and {@link org.waymark.lqr.ilqr.IlqrResult}.
 *
 * <pre>
 *   Q_yy = ℓ_yy + FᵀV'F (+ V'_x·f_yy),   q = ℓ_y + FᵀV'_x,   u = û + αk + K(x − x̂)
 *   k = −Q_uu⁻¹q_u,   K = −Q_uu⁻¹Q_ux
 * </pre>
 */
package org.waymark.lqr.ilqr;
