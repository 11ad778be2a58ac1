package org.waymark.gps.learner;

import java.util.Optional;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.gps.algorithm.BestPolicy;
import org.waymark.gps.clustering.ClusterChoice;

/**
 * What a learner's state amounts to.
 *
 * @param iteration iterations done so far
 * @param environmentSteps control steps taken for training so far
 * @param policy as the last iteration left it; empty if there is none
 * @param best what the run would return; empty if there is no policy
 * @param clusterChoice how the number of clusters was chosen; empty if it was given
 */
public record Standing(
        int iteration,
        long environmentSteps,
        Optional<NetworkPolicy> policy,
        Optional<BestPolicy> best,
        Optional<ClusterChoice> clusterChoice) {}
