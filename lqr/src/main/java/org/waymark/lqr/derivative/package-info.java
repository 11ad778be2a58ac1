/**
 * Derivatives of models and costs for those who do not write them by hand, and a check of those who do.
 *
 * <p>Read first: {@link org.waymark.lqr.derivative.DualModel} (dynamics written once, exact derivatives), {@link
 * org.waymark.lqr.derivative.FiniteDifferenceModel} (any model, by differences, in parallel) and {@link
 * org.waymark.lqr.derivative.DerivativeChecker} (names the wrong entry). Costs are written with {@link
 * org.waymark.lqr.derivative.DualCost} as models are.
 *
 * <p>Dual numbers: z = φ(a,b) has ∇z = φ_a∇a + φ_b∇b; second derivatives of w·f go back through the operations as gradients of the
 * adjoints, ∇λ_a += φ_a∇λ_z + λ_z(φ_aa∇a + φ_ab∇b). Differences: f' ≈ [f(y+h) − f(y−h)]/2h. Griewank and Walther 2008, chapters 3 and
 * 5; Nocedal and Wright 2006, chapter 8.
 */
package org.waymark.lqr.derivative;
