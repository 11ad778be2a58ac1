/**
 * Distillation of supervised models: an ensemble or a large network into a small one (Hinton, Vinyals and Dean 2015).
 *
 * <p>Read first: {@link org.waymark.distillation.classification.LabelledData} (the transfer set, from arrays or CSV), {@link
 * org.waymark.distillation.classification.Classifier} (the teacher, any model), {@link
 * org.waymark.distillation.classification.SoftTargetLoss} (the equations) and {@link
 * org.waymark.distillation.classification.ClassifierTrainer}.
 *
 * <p>q = softmax(z_t/T) from the teacher's logits, p = softmax(z_s/T) from the student's;
 * min_θ 1/N Σ_n (1−h)·T²·CE(q_n, p_n) + h·CE(y_n, softmax(z_s)) + ½ω‖θ‖².
 */
package org.waymark.distillation.classification;
