/**
 * Many teachers into one student: Gaussian network policies, their supervised training, saving and export.
 *
 * <p>Read first: {@link org.waymark.distillation.NetworkPolicy} (the student), {@link org.waymark.distillation.TeachingSet} (what the
 * teachers say) and {@link org.waymark.distillation.PolicyTrainer} (the supervised step).
 *
 * <p>Classifiers, and the distillation of supervised models: {@link org.waymark.distillation.classification}. Policies of several tasks into
 * one: {@link org.waymark.distillation.policy}.
 *
 * <p>min_θ 1/N Σ_n ½ w_n (u*_n − μ_θ(o_n))ᵀ P_n (u*_n − μ_θ(o_n)) + ½ω‖θ‖², then Σ = diag(mean_n P_n)⁻¹ (Levine, Finn, Darrell and
 * Abbeel 2016, section 4.2; Montgomery and Levine 2016, section 4).
 */
package org.waymark.distillation;
