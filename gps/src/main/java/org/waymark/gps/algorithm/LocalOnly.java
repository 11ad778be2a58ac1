package org.waymark.gps.algorithm;

import org.waymark.lqr.LinearGaussianController;

/** min E[ℓ] s.t. KL(p ‖ p_last) ≤ ε: trajectory optimisation under fitted dynamics (Levine and Abbeel 2014). */
final class LocalOnly implements Coupling {
    @Override
    public boolean hasPolicy() {
        return false;
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
