package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.solver.KlConstrainedUpdate;
import org.waymark.lqr.solver.KlUpdate;
import org.waymark.lqr.solver.PolicyPenalty;

/** Improves each cluster's controller against its fitted model: min E[cost] + coupling, s.t. KL ≤ ε. */
final class LocalControllers {
    private final AlgorithmOptions options;
    private final Coupling coupling;
    private final ClusterThreads threads;
    private final List<KlConstrainedUpdate> solvers = new ArrayList<>();

    LocalControllers(int clusters, AlgorithmOptions options, Coupling coupling, ClusterThreads threads) {
        this.options = options;
        this.coupling = coupling;
        this.threads = threads;
        for (int c = 0; c < clusters; c++) {
            solvers.add(new KlConstrainedUpdate(KlConstrainedUpdate.Options.defaults()));
        }
    }

    List<KlUpdate> improve(List<ClusterState> clusters, List<Evidence> evidence) {
        return threads.map(clusters.size(), c -> {
            ClusterState cluster = clusters.get(c);
            Evidence own = evidence.get(c);
            LinearGaussianController anchor = coupling.anchor(cluster, own);
            QuadraticCost cost = coupling.objective(cluster, own);
            double bound = bound(cluster, anchor.horizon());
            PolicyPenalty penalty = coupling.penalty(cluster, own).orElse(null);
            return penalty == null
                    ? solvers.get(c).solve(own.model(), cost, anchor, bound, cluster.eta())
                    : solvers.get(c).solve(own.model(), cost, anchor, bound, cluster.eta(), penalty);
        });
    }

    /** ε = klStep · multiplier · T, the bound on the divergence of the whole trajectory. */
    double bound(ClusterState cluster, int horizon) {
        return options.klStep() * cluster.stepMultiplier() * horizon;
    }
}
