package org.waymark.gps.backprop;

import java.util.Arrays;
import java.util.List;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.gps.backprop.GradientStudy.Spread;
import org.waymark.gps.backprop.GradientStudy.Trace;

/** Gradients by the likelihood ratio, with the mean cost to go of the other rollouts as baseline (Williams 1992). */
final class LikelihoodRatio {
    private final List<Trace> traces;
    private final PolicyPullBack pullBack;
    private final double[] deviations;
    private final int parameterCount;
    private final double[] slope;
    private final double[] unused;

    LikelihoodRatio(NetworkPolicy policy, List<Trace> traces) {
        this.traces = traces;
        int m = policy.controlSize();
        double[] covariance = policy.covariance();
        deviations = new double[m];
        Arrays.setAll(deviations, j -> Math.sqrt(covariance[j * m + j]));
        parameterCount = policy.parameters().length;
        pullBack = new PolicyPullBack(policy, 1);
        pullBack.setParameters(policy.parameters());
        slope = new double[m];
        unused = new double[policy.observationSize()];
    }

    /** Of the first H steps, for each H. */
    Spread[] gradients(int[] horizons) {
        Spread[] spreads = GradientStudy.spreads(horizons.length, parameterCount);
        for (int h = 0; h < horizons.length; h++) {
            double[][] toGo = toGo(horizons[h]);
            for (int s = 0; s < traces.size(); s++) {
                spreads[h].add(gradient(s, horizons[h], toGo));
            }
        }
        return spreads;
    }

    /** [samples][H]. */
    private double[][] toGo(int horizon) {
        double[][] toGo = new double[traces.size()][horizon];
        for (int s = 0; s < toGo.length; s++) {
            double sum = 0;
            for (int t = horizon - 1; t >= 0; t--) {
                sum += traces.get(s).costs()[t];
                toGo[s][t] = sum;
            }
        }
        return toGo;
    }

    /** Σ_t ∂log π/∂θ · (C_t − b_t), with ∂log π/∂μ = ε/σ. */
    private double[] gradient(int sample, int horizon, double[][] toGo) {
        Trace trace = traces.get(sample);
        double[] gradient = new double[parameterCount];
        for (int t = 0; t < horizon; t++) {
            double others = -toGo[sample][t];
            for (double[] one : toGo) {
                others += one[t];
            }
            double excess = toGo[sample][t] - others / (toGo.length - 1);
            for (int j = 0; j < slope.length; j++) {
                slope[j] = trace.noise()[t][j] / deviations[j] * excess;
            }
            pullBack.pullBack(trace.observations()[t], slope, 1, gradient, unused);
        }
        return gradient;
    }
}
