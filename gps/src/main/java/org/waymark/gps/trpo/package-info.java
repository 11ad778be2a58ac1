/**
 * Trust region policy optimisation: a Gaussian network policy is improved from rollouts of its own, without a model.
 *
 * <p>Read {@link org.waymark.gps.trpo.Trpo} first, then {@link org.waymark.gps.trpo.Advantages} and {@link
 * org.waymark.gps.trpo.ConjugateGradient}. min_ψ E[π_ψ(u|o)/π_old(u|o) · A(o, u)] + penalties, subject to E[KL(π_old ‖ π_ψ)] ≤ δ, where
 * A is the advantage in costs, to be made small (Schulman et al. 2015; Schulman et al. 2016).
 */
package org.waymark.gps.trpo;
