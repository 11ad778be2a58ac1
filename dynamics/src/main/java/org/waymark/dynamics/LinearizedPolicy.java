package org.waymark.dynamics;

import org.waymark.lqr.LinearGaussianController;

/**
 * A policy as one cluster's rollouts see it.
 *
 * @param controller u ~ N(K_t x + k_t, S_t) for t = 0…T−1
 * @param prior what the next linearisation for this cluster should be given
 * @param em how the fit of the mixture went
 */
public record LinearizedPolicy(LinearGaussianController controller, MixturePrior prior, EmReport em) {}
