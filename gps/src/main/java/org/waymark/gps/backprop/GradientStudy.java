package org.waymark.gps.backprop;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.gps.imagination.ImaginedPlant;
import org.waymark.gps.imagination.ImaginedRollouts;
import org.waymark.gps.modelbased.Episode;
import org.waymark.gps.modelbased.RealData;
import org.waymark.lqr.RandomStreams;

/**
 * How the gradient of the imagined cost of the first H steps behaves as H grows: back through the model, and by the likelihood ratio
 * (Williams 1992), which needs no derivative of the model.
 *
 * <pre>
 *   g_H = ∂/∂θ Σ_{t&lt;H} ℓ(x_t, u_t, t)   or   Σ_{t&lt;H} ∂log π_θ(u_t | o_t)/∂θ · (Σ_{t≤s&lt;H} ℓ(x_s, u_s, s) − b_t)
 * </pre>
 *
 * <p>with b_t the mean of the same sum over the other rollouts. Both have the same expectation, as long as no control is cut at its limits.
 *
 * @param horizons H, ascending
 * @param pathwiseNorm ‖mean of g_H‖ back through the model
 * @param pathwiseVariance trace of the covariance of g_H of one rollout
 * @param ratioNorm the same by the likelihood ratio
 * @param ratioVariance the same by the likelihood ratio
 * @param radii [T][samples] spectral radius of the step at t, in each rollout
 */
public record GradientStudy(
        int[] horizons,
        double[] pathwiseNorm,
        double[] pathwiseVariance,
        double[] ratioNorm,
        double[] ratioVariance,
        double[][] radii) {
    private static final int MOST_HORIZONS = 40;

    /**
     * Runs the policy, with its noise, in the model, and takes the gradients of each rollout alone.
     *
     * @param policy with noise in every control
     * @param real whose starts are used
     * @param horizon T, the longest
     * @param samples rollouts, ≥ 2
     * @param truncation as {@link PathwiseGradient} has it, 0 for none
     */
    public static GradientStudy of(
            ImaginedPlant plant,
            NetworkPolicy policy,
            List<Episode> real,
            int horizon,
            int samples,
            int truncation,
            RandomStreams streams) {
        int[] horizons = horizons(horizon);
        double[][] radii = new double[horizon][samples];
        double[] parameters = policy.parameters();
        Spread[] pathwise = spreads(horizons.length, parameters.length);
        List<Trace> traces = new ArrayList<>();
        try (ImaginedRollouts rollout = new ImaginedRollouts(plant, 1, horizon);
                PathwiseGradient gradient = new PathwiseGradient(rollout, policy, truncation);
                StepJacobians steps = new StepJacobians(rollout, policy)) {
            double[] g = new double[parameters.length];
            for (int s = 0; s < samples; s++) {
                RandomGenerator random = streams.stream("gradient study", 0, 0, s);
                rollout.run(policy, RealData.drawStarts(real, 1, random), true, random);
                traces.add(Trace.of(rollout));
                for (int h = 0; h < horizons.length; h++) {
                    gradient.evaluateFirst(horizons[h], parameters, g);
                    pathwise[h].add(g);
                }
                for (int t = 0; t < horizon; t++) {
                    radii[t][s] = steps.radius(t);
                }
            }
        }
        Spread[] ratio = new LikelihoodRatio(policy, traces).gradients(horizons);
        return new GradientStudy(horizons, norms(pathwise), variances(pathwise), norms(ratio), variances(ratio), radii);
    }

    private static int[] horizons(int longest) {
        int step = Math.max(1, longest / MOST_HORIZONS);
        int[] horizons = new int[longest / step];
        for (int i = 0; i < horizons.length; i++) {
            horizons[i] = (i + 1) * step;
        }
        return horizons;
    }

    static Spread[] spreads(int count, int size) {
        Spread[] spreads = new Spread[count];
        for (int i = 0; i < count; i++) {
            spreads[i] = new Spread(size);
        }
        return spreads;
    }

    private static double[] norms(Spread[] spreads) {
        double[] norms = new double[spreads.length];
        for (int i = 0; i < norms.length; i++) {
            norms[i] = spreads[i].normOfMean();
        }
        return norms;
    }

    private static double[] variances(Spread[] spreads) {
        double[] variances = new double[spreads.length];
        for (int i = 0; i < variances.length; i++) {
            variances[i] = spreads[i].variance();
        }
        return variances;
    }

    /** What the likelihood ratio needs of a rollout: observations [T][p], ε [T][m] and ℓ [T]. */
    record Trace(double[][] observations, double[][] noise, double[] costs) {
        static Trace of(ImaginedRollouts rollout) {
            int horizon = rollout.horizon();
            double[][] observations = new double[horizon][];
            double[][] noise = new double[horizon][];
            for (int t = 0; t < horizon; t++) {
                observations[t] = rollout.observations(t).clone();
                noise[t] = rollout.policyNoise(t).clone();
            }
            return new Trace(observations, noise, rollout.costs()[0].clone());
        }
    }

    /** Mean and total variance of vectors (Welford 1962). */
    static final class Spread {
        private final double[] mean;
        private double squares;
        private int count;

        Spread(int size) {
            mean = new double[size];
        }

        void add(double[] vector) {
            count++;
            for (int i = 0; i < mean.length; i++) {
                double before = vector[i] - mean[i];
                mean[i] += before / count;
                squares += before * (vector[i] - mean[i]);
            }
        }

        double[] mean() {
            return mean.clone();
        }

        double normOfMean() {
            return BackpropImprover.norm(mean);
        }

        /** The trace of the covariance. */
        double variance() {
            return squares / (count - 1);
        }
    }
}
