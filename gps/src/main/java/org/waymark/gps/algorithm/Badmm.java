package org.waymark.gps.algorithm;

import java.util.List;
import java.util.Optional;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.pathintegral.SampledCosts;
import org.waymark.lqr.solver.PolicyPenalty;
import org.waymark.lqr.solver.TrajectoryKl;

/**
 * The Bregman alternating direction method of multipliers (Levine, Finn, Darrell and Abbeel 2016, section 4):
 *
 * <pre>
 *   p ← argmin E_p[ℓ − (λ_K x + λ_k)ᵀu] + Σ ν_t KL_t(p ‖ π)   s.t. KL(p ‖ p_last) ≤ ε
 *   θ ← argmin Σ ν_t KL_t(p ‖ π_θ) + E[(λ_K x + λ_k)ᵀμ_θ],    that is, μ_θ → Kx + k − C(λ_K x + λ_k)/ν
 *   λ_k ← λ_k − α ν C⁻¹ E[u_p − u_π],   λ_K ← λ_K − α_K ν C⁻¹ (K_p − K_π)
 * </pre>
 *
 * <p>repeated on the same rollouts; ν then changes by a {@link WeightRule}. Differs from the 2017 reference implementation
 * (cbfinn/gps), whose target for θ has ν·C(λ_K x + λ_k), which does not follow from the Lagrangian, and whose ν has no bounds.
 */
final class Badmm implements Coupling {
    private final BadmmOptions options;
    private final int iterations;

    Badmm(BadmmOptions options, int iterations) {
        this.options = options;
        this.iterations = iterations;
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
    public int innerIterations() {
        return options.innerIterations();
    }

    @Override
    public double initialWeight() {
        return options.initialWeight();
    }

    @Override
    public LinearGaussianController anchor(ClusterState cluster, Evidence evidence) {
        return cluster.controller();
    }

    @Override
    public LinearGaussianController judged(ClusterState cluster, Evidence evidence) {
        return cluster.controller();
    }

    @Override
    public Optional<PolicyPenalty> penalty(ClusterState cluster, Evidence evidence) {
        return evidence.policy()
                .map(policy -> new PolicyPenalty(policy, cluster.multipliers().weight()));
    }

    /** ℓ − (λ_K x + λ_k)ᵀu. */
    @Override
    public QuadraticCost objective(ClusterState cluster, QuadraticCost cost) {
        TimeVaryingMatrix linear = cluster.multipliers().linear();
        int n = cost.stateSize();
        int m = cost.controlSize();
        int size = n + m;
        double[] hessian = cost.hessian().toArray();
        double[] gradient = cost.gradient().toArray();
        for (int t = 0; t < cost.horizon(); t++) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double price = linear.get(t, i, j);
                    hessian[(t * size + n + i) * size + j] -= price;
                    hessian[(t * size + j) * size + n + i] -= price;
                }
                gradient[t * size + n + i] -= linear.get(t, i, n);
            }
        }
        return new QuadraticCost(
                TimeVaryingMatrix.of(cost.horizon(), size, size, hessian),
                TimeVaryingMatrix.ofVectors(cost.horizon(), size, gradient),
                cost.constant(),
                cost.finalHessian(),
                cost.finalGradient(),
                cost.finalConstant());
    }

    @Override
    public SampledCosts objective(ClusterState cluster, List<Rollout> rollouts, SampledCosts costs) {
        TimeVaryingMatrix linear = cluster.multipliers().linear();
        int horizon = costs.horizon();
        int n = linear.cols() - 1;
        double[][] steps = new double[rollouts.size()][horizon + 1];
        for (int r = 0; r < steps.length; r++) {
            Rollout rollout = rollouts.get(r);
            for (int t = 0; t <= horizon; t++) {
                steps[r][t] = costs.get(r, t);
            }
            for (int t = 0; t < horizon; t++) {
                for (int i = 0; i < linear.rows(); i++) {
                    double price = linear.get(t, i, n);
                    for (int j = 0; j < n; j++) {
                        price += linear.get(t, i, j) * rollout.states().get(t, j);
                    }
                    steps[r][t] -= price * rollout.controls().get(t, i);
                }
            }
        }
        return SampledCosts.of(steps);
    }

    /** Kx + k − C(λ_K x + λ_k)/ν. */
    @Override
    public LinearGaussianController teacher(ClusterState cluster, LinearGaussianController controller) {
        TimeVaryingMatrix linear = cluster.multipliers().linear();
        TimeVaryingMatrix weight = cluster.multipliers().weight();
        int horizon = controller.horizon();
        int n = controller.stateSize();
        int m = controller.controlSize();
        double[] gain = controller.gain().toArray();
        double[] offset = controller.offset().toArray();
        for (int t = 0; t < horizon; t++) {
            for (int i = 0; i < m; i++) {
                for (int k = 0; k < m; k++) {
                    double factor = controller.covariance().get(t, i, k) / weight.get(t, 0);
                    for (int j = 0; j < n; j++) {
                        gain[(t * m + i) * n + j] -= factor * linear.get(t, k, j);
                    }
                    offset[t * m + i] -= factor * linear.get(t, k, n);
                }
            }
        }
        return LinearGaussianController.ofPrecision(
                TimeVaryingMatrix.of(horizon, m, n, gain),
                TimeVaryingMatrix.ofVectors(horizon, m, offset),
                controller.precision());
    }

    @Override
    public double[] weights(ClusterState cluster) {
        return cluster.multipliers().weight().toArray();
    }

    @Override
    public Optional<MultiplierBounds> multiplierBounds() {
        return Optional.of(new MultiplierBounds(options.minWeight(), options.maxWeight(), options.maxDual()));
    }

    @Override
    public Multipliers multipliers(
            ClusterState cluster, Evidence evidence, LocalUpdate update, LinearGaussianController policy, Round round) {
        Multipliers dual = cluster.multipliers().withLinear(linear(cluster, evidence, update.controller(), policy));
        if (!round.isLast()) {
            return dual;
        }
        double[] kl = TrajectoryKl.onRollouts(evidence.rollouts(), update.controller(), policy);
        return dual.withWeight(weights(cluster.multipliers(), kl, round.iteration()), kl);
    }

    private TimeVaryingMatrix linear(
            ClusterState cluster, Evidence evidence, LinearGaussianController p, LinearGaussianController policy) {
        int n = p.stateSize();
        int m = p.controlSize();
        double[] linear = cluster.multipliers().linear().toArray();
        double[] difference = new double[m * (n + 1)];
        double[] mean = new double[n];
        for (int t = 0; t < p.horizon(); t++) {
            evidence.meanState(t, mean);
            for (int i = 0; i < m; i++) {
                double sum = p.offset().get(t, i) - policy.offset().get(t, i);
                for (int j = 0; j < n; j++) {
                    double gain = p.gain().get(t, i, j) - policy.gain().get(t, i, j);
                    difference[i * (n + 1) + j] = options.gainDualRate() * gain;
                    sum += gain * mean[j];
                }
                difference[i * (n + 1) + n] = options.dualRate() * sum;
            }
            double weight = cluster.multipliers().weight().get(t, 0);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j <= n; j++) {
                    double step = 0;
                    for (int k = 0; k < m; k++) {
                        step += p.precision().get(t, i, k) * difference[k * (n + 1) + j];
                    }
                    int at = (t * m + i) * (n + 1) + j;
                    linear[at] = bounded(linear[at] - weight * step, -options.maxDual(), options.maxDual());
                }
            }
        }
        return TimeVaryingMatrix.of(p.horizon(), m, n + 1, linear);
    }

    private double[] weights(Multipliers old, double[] kl, int iteration) {
        double mean = 0;
        double squares = 0;
        for (double value : kl) {
            mean += value / kl.length;
            squares += value * value / kl.length;
        }
        double deviation = Math.sqrt(Math.max(0, squares - mean * mean));
        double step = new Schedule(options.weightSteps()).at(iteration, iterations);
        double[] weights = new double[kl.length];
        for (int t = 0; t < kl.length; t++) {
            double weight = old.weight().get(t, 0);
            double before = old.divergence().get(t, 0);
            double changed =
                    switch (options.weightRule()) {
                        case DUAL_ASCENT -> weight + step * kl[t];
                        case CONSTANT -> weight + step;
                        case RATIO -> weight * factor(kl[t] < 0.8 * before, kl[t] >= 0.95 * before);
                        case SPREAD -> weight * factor(kl[t] < mean - deviation, kl[t] >= mean + 0.5 * deviation);
                    };
            weights[t] = bounded(changed, options.minWeight(), options.maxWeight());
        }
        return weights;
    }

    private double factor(boolean agrees, boolean disagrees) {
        return agrees ? options.decrease() : disagrees ? options.increase() : 1;
    }

    private static double bounded(double value, double least, double greatest) {
        return Math.max(least, Math.min(greatest, value));
    }
}
