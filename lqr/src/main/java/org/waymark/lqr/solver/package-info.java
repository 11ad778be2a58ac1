/**
 * Improving linear-Gaussian controllers: the time-varying linear-quadratic regulator, and its update within a trust region.
 *
 * <p>Read first: {@link org.waymark.lqr.solver.KlConstrainedUpdate} (the update that guided policy search repeats),
 * {@link org.waymark.lqr.solver.LqrBackwardPass} (the plain regulator), {@link org.waymark.lqr.solver.RiccatiRecursion} (its steps,
 * without allocation, for other solvers) and {@link org.waymark.lqr.solver.TrajectoryKl} (the divergence between controllers).
 *
 * <p>With Q_t(y) = ½yᵀQ_yy y + q_yᵀy the cost-to-go of y = [x;u],
 *
 * <pre>
 *   Q_yy = H + FᵀV'F,   q = g + Fᵀ(v' + V'f)
 *   K = −Q_uu⁻¹Q_ux,    k = −Q_uu⁻¹q_u,    C = Q_uu⁻¹
 *   V = Q_xx − Q_xu Q_uu⁻¹ Q_ux,           v = q_x − Q_xu Q_uu⁻¹ q_u
 * </pre>
 *
 * <p>where V', v' are those of the next step. Levine and Abbeel 2014, section 3; Todorov and Li 2005.
 */
package org.waymark.lqr.solver;
