package org.waymark.gps.trpo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.waymark.distillation.DiagonalGaussian;
import org.waymark.distillation.DiagonalGaussian.SampleLoss;

/**
 * What a step minimises: mean_n π(u_n|o_n)/π_old(u_n|o_n)·A_n + Σ_k w_k mean_n D_k(π, anchor_k) − c·H(π), as a function of ψ.
 *
 * <p>A is brought to mean 0 and deviation 1. H is the entropy of the controls but for a constant.
 */
final class PolicyObjective {
    private final DiagonalGaussian gaussian;
    private final double[] old;
    private final int controlSize;
    private final double[][] inputs;
    private final double entropyWeight;
    private final SampleLoss divergence;
    private final List<Term> terms = new ArrayList<>();

    /** weight · mean over samples. */
    private record Term(double weight, double[][] inputs, SampleLoss loss) {}

    /**
     * @param old ψ of the policy that acted
     * @param advantages [samples] as estimated; not modified
     */
    PolicyObjective(
            DiagonalGaussian gaussian,
            double[] old,
            int controlSize,
            Experience experience,
            double[] advantages,
            List<KlAnchor> anchors,
            double entropyWeight) {
        this.gaussian = gaussian;
        this.old = old;
        this.controlSize = controlSize;
        this.inputs = gaussian.inputs(experience.observations());
        this.entropyWeight = entropyWeight;
        double[][] oldMeans = gaussian.means(old, inputs);
        this.divergence = Losses.fromOther(oldMeans, logDeviation(old));
        terms.add(new Term(
                1,
                inputs,
                Losses.surrogate(oldMeans, logDeviation(old), experience.noise(), standardized(advantages))));
        for (KlAnchor anchor : anchors) {
            terms.add(term(anchor));
        }
    }

    private Term term(KlAnchor anchor) {
        double[][] observations = anchor.observations();
        double[][] means = new double[observations.length][controlSize];
        for (int n = 0; n < means.length; n++) {
            anchor.policy().mean(observations[n], means[n]);
        }
        double[] logDeviation = Divergence.logDeviations(anchor.policy());
        SampleLoss loss =
                switch (anchor.kind()) {
                    case TO_ANCHOR -> Losses.toOther(means, logDeviation);
                    case SYMMETRIC -> Losses.symmetric(means, logDeviation);
                };
        return new Term(anchor.weight(), gaussian.inputs(observations), loss);
    }

    private static double[] standardized(double[] advantages) {
        double mean = Arrays.stream(advantages).sum() / advantages.length;
        double deviation = Math.sqrt(ValueFunction.variance(advantages));
        double[] standardized = new double[advantages.length];
        for (int n = 0; n < standardized.length; n++) {
            standardized[n] = deviation > 0 ? (advantages[n] - mean) / deviation : 0;
        }
        return standardized;
    }

    private double[] logDeviation(double[] psi) {
        return Arrays.copyOfRange(psi, psi.length - controlSize, psi.length);
    }

    double value(double[] psi) {
        double sum = 0;
        for (Term term : terms) {
            sum += term.weight * gaussian.loss(psi, term.inputs, term.loss);
        }
        return sum - entropyWeight * Arrays.stream(logDeviation(psi)).sum();
    }

    /** The mean divergence from the anchors, without their weights; NaN if there are none. */
    double anchorDivergence(double[] psi) {
        return terms.stream()
                .skip(1)
                .mapToDouble(term -> gaussian.loss(psi, term.inputs, term.loss))
                .average()
                .orElse(Double.NaN);
    }

    double[] gradient(double[] psi) {
        double[] sum = new double[psi.length];
        double[] part = new double[psi.length];
        for (Term term : terms) {
            gaussian.gradient(psi, term.inputs, term.loss, part);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += term.weight * part[i];
            }
        }
        for (int j = sum.length - controlSize; j < sum.length; j++) {
            sum[j] -= entropyWeight;
        }
        return sum;
    }

    /** mean_n KL(π_old ‖ π_ψ). */
    double divergence(double[] psi) {
        return gaussian.loss(psi, inputs, divergence);
    }

    /** Products with F + damping·I at the old policy, F being the mean over an even choice of the samples. */
    ConjugateGradient.Product fisher(double fraction, double damping) {
        int count = Math.max(1, (int) Math.round(fraction * inputs.length));
        double[][] chosen = new double[count][];
        for (int i = 0; i < count; i++) {
            chosen[i] = inputs[(int) ((long) i * inputs.length / count)];
        }
        return (direction, product) -> {
            gaussian.fisherProduct(old, chosen, direction, product);
            for (int i = 0; i < product.length; i++) {
                product[i] += damping * direction[i];
            }
        };
    }
}
