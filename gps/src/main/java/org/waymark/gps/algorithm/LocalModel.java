package org.waymark.gps.algorithm;

import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.QuadraticCost;

/**
 * A linear-quadratic task around a cluster's rollouts.
 *
 * @param dynamics p(x'|x,u), fitted
 * @param cost the cost, expanded
 */
public record LocalModel(LinearGaussianModel dynamics, QuadraticCost cost) {}
