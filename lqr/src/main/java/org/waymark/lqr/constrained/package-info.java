/**
 * Constraints on states and controls, by an augmented Lagrangian around iLQR.
 *
 * <p>Read first: {@link org.waymark.lqr.constrained.Constraint} (what a user writes; {@link org.waymark.lqr.constrained.Goal}, {@link
 * org.waymark.lqr.constrained.StateLimits}, {@link org.waymark.lqr.constrained.KeepOut}, {@link
 * org.waymark.lqr.constrained.LinearConstraint} and {@link org.waymark.lqr.constrained.ControlNorm} are ready-made), {@link
 * org.waymark.lqr.constrained.ConstrainedProblem} (which of them holds when) and {@link
 * org.waymark.lqr.constrained.AugmentedLagrangian} (the solver).
 *
 * <pre>
 *   L = Σ ℓ + ℓ_f + Σ ψ(g; λ, ρ),   ψ = λg + ½ρg², or −λ²/2ρ for an inequality with λ + ρg ≤ 0
 *   λ ← λ + ρh for h = 0,   λ ← max(0, λ + ρg) for g ≤ 0
 * </pre>
 *
 * <p>Nocedal and Wright 2006, sections 17.3 and 17.4; Howell, Jackson and Manchester 2019 (ALTRO) for the combination with iLQR.
 */
package org.waymark.lqr.constrained;
