package org.waymark.gps.algorithm;

import java.util.List;
import java.util.Optional;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.pathintegral.SampledCosts;
import org.waymark.lqr.solver.PolicyPenalty;

/**
 * What a {@link LocalTeacher} is given: min_p E_p[ℓ'] + Σ_t λ_t KL_t(p ‖ π̂), p near the anchor, where ℓ' is the cost with the
 * coupling's prices.
 *
 * @param cluster with the step size, and where searches begin
 * @param anchor what the new controller must stay near
 * @param rollouts as they happened
 * @param costs ℓ' along them
 * @param model fitted dynamics and ℓ', expanded; empty if the teacher needs none
 * @param penalty λ and π̂, if there are any
 */
record LocalProblem(
        ClusterState cluster,
        LinearGaussianController anchor,
        List<Rollout> rollouts,
        SampledCosts costs,
        Optional<LocalModel> model,
        Optional<PolicyPenalty> penalty) {
    static LocalProblem of(ClusterState cluster, Evidence evidence, Coupling coupling) {
        return new LocalProblem(
                cluster,
                coupling.anchor(cluster, evidence),
                evidence.rollouts(),
                coupling.objective(cluster, evidence.rollouts(), evidence.costs()),
                evidence.model()
                        .map(model -> new LocalModel(model.dynamics(), coupling.objective(cluster, model.cost()))),
                coupling.penalty(cluster, evidence));
    }
}
