package org.waymark.gps.algorithm;

import org.waymark.lqr.LinearGaussianController;

/**
 * min E[ℓ] s.t. KL(p ‖ π̂) ≤ ε, π̂ the global policy linearised around the cluster's rollouts: one mirror-descent step, projected
 * back by the supervised step (Montgomery and Levine 2016, algorithm 1).
 */
final class MirrorDescent implements Coupling {
    private final RolloutsBy rolloutsBy;

    MirrorDescent(RolloutsBy rolloutsBy) {
        this.rolloutsBy = rolloutsBy;
    }

    @Override
    public boolean hasPolicy() {
        return true;
    }

    @Override
    public boolean sharesStep() {
        return true;
    }

    @Override
    public LinearGaussianController anchor(ClusterState cluster, Evidence evidence) {
        // an update that failed on the plant may have failed because of the linearisation: the controller itself has
        // worked
        return cluster.rejections() > 0
                ? cluster.controller()
                : evidence.policy().orElseThrow();
    }

    @Override
    public LinearGaussianController judged(ClusterState cluster, Evidence evidence) {
        // whoever made the rollouts: away from them a linearisation can be unstable under the fitted model, and its
        // cost means nothing
        return rolloutsBy == RolloutsBy.POLICY ? evidence.policy().orElseThrow() : cluster.controller();
    }
}
