/**
 * The loop: run, fit, improve, distil, couple.
 *
 * <p>Read first: {@link org.waymark.gps.algorithm.GuidedPolicySearch} (the algorithm on one screen), {@link
 * org.waymark.gps.algorithm.State} (what it carries along) and {@link org.waymark.gps.algorithm.Task} (what it is given).
 *
 * <p>Who teaches is one of {@link org.waymark.gps.algorithm.Teachers}: here, linear-Gaussian controllers; networks are in {@code
 * org.waymark.gps.network}. What ties controllers and policy together is a {@code Coupling}, what improves a controller a {@code LocalTeacher}; any goes with
 * any. The local step solves min_p E_p[ℓ] + Σ_t λ_t KL_t(p ‖ π̂), p near its anchor, on fitted models or on sampled costs; the
 * supervised step solves min_θ Σ ½(μ_θ(o) − u*)ᵀC⁻¹(μ_θ(o) − u*); the dual step moves λ. Levine and Abbeel (2014), Montgomery and
 * Levine (2016), Chebotar et al. (2017).
 */
package org.waymark.gps.algorithm;
