package org.waymark.gps.algorithm;

import org.waymark.lqr.LinearGaussianController;

/**
 * min E[ℓ] s.t. KL(p ‖ p_last) ≤ ε: trajectory optimisation under fitted dynamics (Levine and Abbeel 2014). If there is a global policy, it
 * imitates the controllers, and nothing brings them towards it.
 */
final class LocalOnly implements Coupling {
    private final boolean hasPolicy;

    LocalOnly(boolean hasPolicy) {
        this.hasPolicy = hasPolicy;
    }

    @Override
    public boolean hasPolicy() {
        return hasPolicy;
    }

    @Override
    public boolean sharesStep() {
        return false;
    }

    @Override
    public LinearGaussianController anchor(ClusterState cluster, Evidence evidence) {
        return cluster.controller();
    }

    @Override
    public LinearGaussianController judged(ClusterState cluster, Evidence evidence) {
        return cluster.controller();
    }
}
