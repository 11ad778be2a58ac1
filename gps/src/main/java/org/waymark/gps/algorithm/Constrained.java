package org.waymark.gps.algorithm;

import java.util.Optional;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.solver.PolicyPenalty;

/**
 * min E[ℓ] + Σ_t λ_t KL_t(p ‖ π̂) s.t. KL(p ‖ p_last) ≤ ε, with λ by dual ascent.
 *
 * <p>λ_t·KL_t = −λ_t·E[log π̂] − λ_t·H(p): the lecture's cost − λ·log π, kept from driving the controller's covariance to zero by the
 * entropy term.
 */
final class Constrained implements Coupling {
    private final ConstrainedOptions options;

    Constrained(ConstrainedOptions options) {
        this.options = options;
    }

    @Override
    public boolean hasPolicy() {
        return true;
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
    public Optional<PolicyPenalty> penalty(ClusterState cluster, Evidence evidence) {
        return evidence.policy()
                .map(policy -> new PolicyPenalty(policy, cluster.multipliers().weight()));
    }

    @Override
    public LinearGaussianController judged(ClusterState cluster, Evidence evidence) {
        return cluster.controller();
    }

    @Override
    public Optional<MultiplierBounds> multiplierBounds() {
        return Optional.of(
                new MultiplierBounds(options.minMultiplier(), options.maxMultiplier(), Double.POSITIVE_INFINITY));
    }

    @Override
    public double initialWeight() {
        return options.initialMultiplier();
    }

    @Override
    public Multipliers multipliers(
            ClusterState cluster, Evidence evidence, LocalUpdate update, LinearGaussianController policy, Round round) {
        double[] kl = update.divergence(policy, evidence.rollouts());
        double[] lambda = cluster.multipliers().weight().toArray();
        for (int t = 0; t < lambda.length; t++) {
            // λ ← clip(λ·exp(α(KL/δ − 1)), λ_min, λ_max); the exponent is bounded so that one bad fit cannot throw λ
            // across its range
            double exponent = options.dualRate() * (kl[t] / options.klTarget() - 1);
            double raised = lambda[t] * Math.exp(Math.max(-1, Math.min(1, exponent)));
            lambda[t] = Math.max(options.minMultiplier(), Math.min(options.maxMultiplier(), raised));
        }
        return cluster.multipliers().withWeight(lambda, kl);
    }
}
