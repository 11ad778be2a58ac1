/**
 * Policy distillation: several teachers into one student (Rusu et al. 2016).
 *
 * <p>Read first: {@link org.waymark.distillation.policy.PolicyDistillation} (the loop), {@link
 * org.waymark.distillation.policy.Teacher} (whom to imitate), {@link org.waymark.distillation.policy.Environment} (what users provide) and
 * {@link org.waymark.distillation.policy.StudentTrainer} (the equations).
 *
 * <p>min_θ 1/K Σ_k 1/N_k Σ_n L_n(θ)/c_k + ½ω‖θ‖² with L = ½(u* − μ)ᵀC⁻¹(u* − μ) for continuous controls, and for discrete actions −log p_a,
 * ‖z − q‖² or KL(softmax(q/τ) ‖ p), p = softmax(z); the data are aggregated over iterations (Ross, Gordon and Bagnell 2011).
 */
package org.waymark.distillation.policy;
