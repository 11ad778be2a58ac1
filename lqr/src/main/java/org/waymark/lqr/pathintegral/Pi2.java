package org.waymark.lqr.pathintegral;

import java.util.List;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.solver.PolicyPenalty;

/**
 * Policy improvement with path integrals, PI²: each step's offset becomes the mean of the sampled ones, weighted by how little the
 * rollouts cost from there on.
 *
 * <p>Step t of rollout n deviates from the controller's mean by L_t z_n, and S_n = Σ_{τ≥t} ℓ_τ + ℓ_f follows. With w_n ∝ exp(−S_n/η_t),
 *
 * <pre>
 *   k_t ← k_t + L_t Σ_n w_n z_n
 *   C_t ← L_t Σ_w L_tᵀ,            Σ_w = Σ_n w_n (z_n − z̄)(z_n − z̄)ᵀ,   z̄ = Σ_n w_n z_n      (damping d = 0)
 *   C_t ← (tr Σ_w / m)^{1/d} C_t                                                            (damping d > 0)
 * </pre>
 *
 * <p>and K_t stays. η_t is where KL(w ‖ 1/N) = ε, by the dual of relative entropy policy search, but at least {@code minTemperature}.
 * No derivative of the cost is used, nor a model.
 *
 * <p>With few rollouts the sample itself is off: under uniform weights the formulas above would move k by the mean of z, and shrink C by
 * (N−1)/N. {@link Options#centred()} takes that off: k_t ← k_t + L_t Σ_n (w_n − 1/N) z_n, and Σ_w is measured against Σ_u, the same with
 * uniform weights: its trace against tr Σ_u in place of m, or itself as G⁻¹Σ_wG⁻ᵀ with Σ_u = GGᵀ. Then rollouts of equal cost change
 * nothing at all.
 *
 * <p>Source: Theodorou, Buchli and Schaal 2010; covariances, Stulp and Sigaud 2012; temperature and damping, Chebotar
 * et al. 2017, and the 2017 reference implementation (cbfinn/gps), which is not centred and from which this differs in
 * keeping a covariance that the sample does not determine, where that one raises the temperature.
 *
 * <p>Immutable, for any number of threads.
 */
public final class Pi2 {
    private final Options options;

    public Pi2(Options options) {
        this.options = options;
    }

    /** Which controls are taken as the sample. */
    public enum Controls {
        /** As applied, within their limits; whoever acted, their deviation is from the given controller. */
        APPLIED,
        /** As drawn, before they were cut at their limits: the stored noise. The given controller must have acted. */
        SAMPLED
    }

    /**
     * @param klBound ε: KL(weights ‖ uniform) at each time step, nats, > 0; without effect from log N on
     * @param minTemperature least η, in units of the cost, > 0
     * @param damping d ≥ 0: 0 takes the weighted covariance, a positive number keeps the shape of the old one and scales it, the less
     *     the larger d is
     * @param centred whether what uniform weights would change is taken off
     * @param controls which controls are the sample
     */
    public record Options(double klBound, double minTemperature, double damping, boolean centred, Controls controls) {
        public Options {
            requirePositive("klBound", klBound);
            requirePositive("minTemperature", minTemperature);
            if (!(damping >= 0) || Double.isInfinite(damping)) {
                throw new IllegalArgumentException("damping: expected a finite number ≥ 0, found " + damping);
            }
            if (controls == null) {
                throw new IllegalArgumentException("controls: expected APPLIED or SAMPLED, found null");
            }
        }

        /** ε = 1 nat, η ≥ 0.001, d = 2, centred, controls as applied. */
        public static Options defaults() {
            return new Options(1, 1e-3, 2, true, Controls.APPLIED);
        }

        public Options withKlBound(double value) {
            return new Options(value, minTemperature, damping, centred, controls);
        }

        public Options withMinTemperature(double value) {
            return new Options(klBound, value, damping, centred, controls);
        }

        public Options withDamping(double value) {
            return new Options(klBound, minTemperature, value, centred, controls);
        }

        public Options withCentred(boolean value) {
            return new Options(klBound, minTemperature, damping, value, controls);
        }

        public Options withControls(Controls value) {
            return new Options(klBound, minTemperature, damping, centred, value);
        }
    }

    /**
     * One update.
     *
     * @param previous the controller that acted or, with {@link Controls#APPLIED}, that what acted is seen as
     * @param rollouts at least two
     * @param costs of these rollouts, in their order
     * @throws IllegalArgumentException if there are fewer than two rollouts, or shapes disagree
     */
    public Pi2Update update(LinearGaussianController previous, List<Rollout> rollouts, SampledCosts costs) {
        Deviates deviates = Deviates.of(previous, rollouts, options.controls());
        requireFits(previous, rollouts, costs);
        return update(previous, deviates, CostsToGo.of(costs), leastTemperatures(previous.horizon(), null), null);
    }

    /**
     * One update at given temperatures; the bound is not looked at.
     *
     * @param temperatures η, [T], each > 0; not modified
     * @throws IllegalArgumentException as without, or if a temperature is not positive
     */
    public Pi2Update update(
            LinearGaussianController previous, List<Rollout> rollouts, SampledCosts costs, double[] temperatures) {
        Deviates deviates = Deviates.of(previous, rollouts, options.controls());
        if (temperatures.length != previous.horizon()) {
            throw new IllegalArgumentException(
                    "temperatures: expected " + previous.horizon() + " numbers, found " + temperatures.length);
        }
        for (int t = 0; t < temperatures.length; t++) {
            requirePositive("temperatures[" + t + "]", temperatures[t]);
        }
        requireFits(previous, rollouts, costs);
        return update(previous, deviates, costs, temperatures);
    }

    /**
     * One update with a pull towards the global policy: in place of S_n,
     *
     * <pre>
     *   S_n + λ_t log(p̄(u_t|x_t)/π(u_t|x_t)) + Σ_{τ>t} λ_τ KL(p̄_τ ‖ π_τ)(x_τ),
     * </pre>
     *
     * at temperatures of at least λ_t: the minimiser of E_p[S] + λ KL(p ‖ π) + η KL(p ‖ p̄) is p ∝ p̄ exp(−(S + λ log(p̄/π))/(η+λ)).
     *
     * @param penalty π and λ
     */
    public Pi2Update update(
            LinearGaussianController previous, List<Rollout> rollouts, SampledCosts costs, PolicyPenalty penalty) {
        requireFits(previous, penalty);
        Deviates deviates = Deviates.of(previous, rollouts, options.controls());
        requireFits(previous, rollouts, costs);
        double[][] toGo = CostsToGo.of(costs, previous, rollouts, deviates, penalty);
        return update(previous, deviates, toGo, leastTemperatures(previous.horizon(), penalty), null);
    }

    /**
     * Moves {@code base} by the weighted deviates, which need not have been its own.
     *
     * @param toGo [T][N]
     * @param least the least temperatures, [T]; unread if temperatures are given
     * @param given temperatures, [T], or null
     */
    private Pi2Update update(
            LinearGaussianController base, Deviates deviates, double[][] toGo, double[] least, double[] given) {
        int horizon = base.horizon();
        int m = base.controlSize();
        double[] offset = new double[horizon * m];
        double[] covariance = new double[horizon * m * m];
        double[] temperatures = new double[horizon];
        double[] divergences = new double[horizon];
        double[] effective = new double[horizon];
        int inactive = 0;
        int kept = 0;
        for (int t = 0; t < horizon; t++) {
            Softmax softmax = new Softmax(toGo[t]);
            if (given != null) {
                softmax.heat(given[t]);
            } else if (!softmax.solve(options.klBound(), least[t])) {
                inactive++;
            }
            temperatures[t] = softmax.temperature();
            divergences[t] = softmax.divergence();
            effective[t] = softmax.effectiveSampleSize();
            WeightedStep step = new WeightedStep(deviates.values()[t], softmax.weights(), options);
            step.moveOffset(base, t, offset);
            if (!step.moveCovariance(base, t, covariance)) {
                kept++;
            }
        }
        LinearGaussianController controller = new LinearGaussianController(
                base.gain(),
                TimeVaryingMatrix.ofVectors(horizon, m, offset),
                TimeVaryingMatrix.of(horizon, m, m, covariance));
        return new Pi2Update(controller, temperatures, divergences, effective, inactive, kept);
    }

    /** Moves {@code base} by deviates weighted by {@code costs} at given temperatures. */
    Pi2Update update(LinearGaussianController base, Deviates deviates, SampledCosts costs, double[] temperatures) {
        return update(base, deviates, CostsToGo.of(costs), null, temperatures);
    }

    /** The temperature of each step, [T], and no update; of at least λ_t, if there is a penalty. */
    double[] temperatures(SampledCosts costs, PolicyPenalty penalty) {
        double[][] toGo = CostsToGo.of(costs);
        double[] temperatures = leastTemperatures(costs.horizon(), penalty);
        for (int t = 0; t < temperatures.length; t++) {
            Softmax softmax = new Softmax(toGo[t]);
            softmax.solve(options.klBound(), temperatures[t]);
            temperatures[t] = softmax.temperature();
        }
        return temperatures;
    }

    /** @param penalty or null */
    private double[] leastTemperatures(int horizon, PolicyPenalty penalty) {
        double[] least = new double[horizon];
        for (int t = 0; t < horizon; t++) {
            double lambda = penalty == null ? 0 : penalty.weights().get(t, 0);
            least[t] = Math.max(options.minTemperature(), lambda);
        }
        return least;
    }

    static void requireFits(LinearGaussianController controller, PolicyPenalty penalty) {
        penalty.policy()
                .gain()
                .requireShape(
                        "penalty policy gain", controller.horizon(), controller.controlSize(), controller.stateSize());
    }

    static void requireFits(LinearGaussianController controller, List<Rollout> rollouts, SampledCosts costs) {
        if (costs.rollouts() != rollouts.size() || costs.horizon() != controller.horizon()) {
            throw new IllegalArgumentException("costs: expected " + rollouts.size() + " rollouts of "
                    + (controller.horizon() + 1) + " steps, found " + costs.rollouts() + " of "
                    + (costs.horizon() + 1));
        }
    }

    static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + ": expected a finite number > 0, found " + value);
        }
    }
}
