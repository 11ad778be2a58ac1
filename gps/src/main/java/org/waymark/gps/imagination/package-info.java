/**
 * Network policies that learn in imagination: whole rollouts in a learned model, from real starts.
 *
 * <p>Read first: {@link org.waymark.gps.imagination.ImaginationLearner} (real episodes, model, policy, in turns),
 * {@link org.waymark.gps.imagination.ImaginedRollouts} (the rollouts) and {@link org.waymark.gps.imagination.TrpoImprover} (trust region
 * policy optimisation in them, Kurutach et al. 2018).
 */
package org.waymark.gps.imagination;
