/**
 * Policy distillation as a learner, with its metrics and how its state is written down: read {@link
 * org.waymark.gps.learner.distillation.DistillationLearner}. The algorithm itself is {@link org.waymark.distillation.policy.PolicyDistillation}.
 */
package org.waymark.gps.learner.distillation;
