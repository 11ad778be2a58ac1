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
 * @param policy as the last iteration left it; empty if there is none, or none that is a network
 * @param best what the run would return; empty if there is nothing yet, or never will be
 * @param clusterChoice how the number of clusters was chosen; empty if it was given
 */
public record Standing(
        int iteration,
        long environmentSteps,
        Optional<NetworkPolicy> policy,
        Optional<Best> best,
        Optional<ClusterChoice> clusterChoice) {
    /**
     * What a run would return.
     *
     * @param iteration that made it, from 1
     * @param policy empty if it is none that a file of weights can hold, such as a planner with its model: the checkpoint has it then
     */
    public record Best(int iteration, Optional<NetworkPolicy> policy) {
        /** A network. */
        public static Best of(BestPolicy best) {
            return new Best(best.iteration(), Optional.of(best.policy()));
        }
    }
}
