package org.waymark.gps.trpo;

import java.util.List;
import org.waymark.distillation.DiagonalGaussian;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.lqr.derivative.WorkerThreads;

/**
 * Trust region policy optimisation (Schulman, Levine, Moritz, Jordan and Abbeel 2015), on costs.
 *
 * <p>One step: advantages by generalised advantage estimation; the gradient g of the {@link PolicyObjective}; x with (F + damping·I) x =
 * g by conjugate gradients; ψ ← ψ − √(2δ/(xᵀ(F + damping·I)x)) x, halved until the objective falls and the mean KL(old ‖ new) over
 * the visited states is at most δ; then the value network is fitted to V + A, the λ-weighted costs to go.
 *
 * <p>Differs from the paper: the objective may hold divergences from other policies, which are no part of F; deviations have a floor.
 *
 * <p>Same bits for any number of threads. One caller at a time.
 */
public final class Trpo implements AutoCloseable {
    private static final double TOLERANCE = 1e-8;

    private final TrpoOptions options;
    private final ValueFunction valueFunction;
    private final double[] leastDeviation;
    private final int threads;
    private final WorkerThreads workers;

    /**
     * @param leastDeviation [m] below which no control's deviation falls, ≥ 0, in the controls' units; copied
     * @param threads ≥ 1
     */
    public Trpo(TrpoOptions options, ValueFunction valueFunction, double[] leastDeviation, int threads) {
        this.options = options;
        this.valueFunction = valueFunction;
        this.leastDeviation = leastDeviation.clone();
        this.threads = threads;
        this.workers = new WorkerThreads(threads);
    }

    /**
     * Improves a policy.
     *
     * @param policy that acted in the rollouts
     * @param value of the rollouts before; untrained at first: it is then fitted to the sampled costs to go beforehand
     * @param anchors what the policy is to stay near; empty for none
     * @param entropyWeight c in −c·H(π), in standard deviations of the advantages per nat
     * @param seed of the value network's training
     * @throws org.waymark.lqr.NonFiniteException if the objective is NaN or infinite at the old policy
     */
    public TrpoUpdate update(
            NetworkPolicy policy,
            TrainedPolicy value,
            Experience experience,
            List<KlAnchor> anchors,
            double entropyWeight,
            long seed) {
        TrainedPolicy critic = value;
        double explained = Double.NaN;
        if (ValueFunction.isUntrained(value)) {
            critic =
                    valueFunction.fit(value, experience, estimated(new double[experience.size()], experience, 1), seed);
        } else {
            explained = explained(value, experience);
        }
        double[] values = valueFunction.predict(critic, experience);
        double[] advantages = estimated(values, experience, options.lambda());
        DiagonalGaussian gaussian = new DiagonalGaussian(policy, workers, threads);
        double[] old = gaussian.parameters(policy);
        PolicyObjective objective = new PolicyObjective(
                gaussian, old, policy.controlSize(), experience, advantages, anchors, entropyWeight);
        Step step = step(objective, old);
        double[] targets = new double[values.length];
        for (int n = 0; n < targets.length; n++) {
            targets[n] = values[n] + advantages[n];
        }
        return new TrpoUpdate(
                step.status == TrpoUpdate.Status.IMPROVED ? gaussian.policy(step.psi) : policy,
                valueFunction.fit(critic, experience, targets, seed),
                step.status,
                step.kl,
                step.predicted,
                objective.anchorDivergence(step.psi),
                step.halvings,
                Math.sqrt(ValueFunction.variance(advantages)),
                explained);
    }

    /** Where the line search ended. */
    private record Step(double[] psi, TrpoUpdate.Status status, double kl, double predicted, int halvings) {}

    private Step step(PolicyObjective objective, double[] old) {
        double[] gradient = objective.gradient(old);
        if (!(ConjugateGradient.dot(gradient, gradient) > 0)) {
            return new Step(old, TrpoUpdate.Status.NO_GRADIENT, 0, 0, 0);
        }
        ConjugateGradient.Product fisher = objective.fisher(options.fisherFraction(), options.damping());
        double[] x = ConjugateGradient.solve(fisher, gradient, options.conjugateGradientSteps(), TOLERANCE);
        double[] product = new double[x.length];
        fisher.multiply(x, product);
        double length = Math.sqrt(2 * options.klStep() / ConjugateGradient.dot(x, product));
        double before = objective.value(old);
        double[] psi = new double[old.length];
        for (int halvings = 0; halvings <= options.lineSearchSteps(); halvings++, length *= 0.5) {
            for (int i = 0; i < psi.length; i++) {
                psi[i] = old[i] - length * x[i];
            }
            raiseDeviations(psi);
            double after = objective.value(psi);
            double kl = objective.divergence(psi);
            if (after < before && kl <= options.klStep()) {
                return new Step(psi, TrpoUpdate.Status.IMPROVED, kl, before - after, halvings);
            }
        }
        return new Step(old, TrpoUpdate.Status.LINE_SEARCH_SPENT, 0, 0, options.lineSearchSteps());
    }

    private void raiseDeviations(double[] psi) {
        int m = leastDeviation.length;
        for (int j = 0; j < m; j++) {
            int at = psi.length - m + j;
            psi[at] = Math.max(psi[at], Math.log(leastDeviation[j]));
        }
    }

    private double[] estimated(double[] values, Experience experience, double lambda) {
        double[] advantages = new double[experience.size()];
        for (int n = 0; n < experience.costs().length; n++) {
            Advantages.estimate(
                    experience.costs()[n], values, n * experience.horizon(), options.discount(), lambda, advantages);
        }
        return advantages;
    }

    private double explained(TrainedPolicy value, Experience experience) {
        double[] toGo = estimated(new double[experience.size()], experience, 1);
        double[] values = valueFunction.predict(value, experience);
        double[] errors = new double[toGo.length];
        for (int n = 0; n < errors.length; n++) {
            errors[n] = toGo[n] - values[n];
        }
        double variance = ValueFunction.variance(toGo);
        return variance > 0 ? 1 - ValueFunction.variance(errors) / variance : Double.NaN;
    }

    @Override
    public void close() {
        workers.close();
    }
}
