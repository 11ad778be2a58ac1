package org.waymark.gps.algorithm;

import org.waymark.distillation.NetworkPolicy;

/**
 * The best global policy so far: what a run returns.
 *
 * @param cost its noise-free cost, averaged over the clusters' starts
 * @param success from which fraction of these starts it succeeded
 * @param iteration the iteration that made it, from 1
 */
public record BestPolicy(NetworkPolicy policy, double cost, double success, int iteration) {}
