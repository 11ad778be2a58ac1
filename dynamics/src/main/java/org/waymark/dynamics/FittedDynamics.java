package org.waymark.dynamics;

import org.waymark.lqr.LinearGaussianModel;

/**
 * Dynamics fitted to the rollouts of one cluster.
 *
 * @param model x_{t+1} ~ N(F_t [x;u] + f_t, D_t) for t = 0…T−1
 * @param prior what the next fit of this cluster should be given
 * @param em how the fit of the mixture went
 */
public record FittedDynamics(LinearGaussianModel model, MixturePrior prior, EmReport em) {}
