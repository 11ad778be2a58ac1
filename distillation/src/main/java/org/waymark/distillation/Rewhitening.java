package org.waymark.distillation;

/**
 * Changes a policy's whitening and keeps its function.
 *
 * <p>With inputs z = (o − a)/d and new a′, d′: W′ = W diag(d′/d) and b′ = b + W((a′ − a)/d). With outputs u = c + S y and new c′, S′:
 * row j of W and b_j are divided by S′_j/S_j, and b_j gains (c_j − c′_j)/S′_j. Adam's moments, which belong to ∂L/∂θ, are scaled by
 * ∂θ/∂θ′ and its square; what the shift of the means mixes into them is left out.
 */
final class Rewhitening {
    /** The least deviation a control is divided by; only guards against a control that is never used. */
    static final double CONTROL_FLOOR = 1e-6;

    private Rewhitening() {}

    static TrainedPolicy apply(TrainedPolicy trained, Whitening observations, Whitening controls) {
        NetworkPolicy policy = trained.policy().requireLinearOutput();
        LayerLayout layout = policy.layout();
        double[] parameters = policy.parameters();
        double[] first = trained.optimizer().firstMoment();
        double[] second = trained.optimizer().secondMoment();
        changeInput(layout, policy.observationWhitening(), observations, parameters, first, second);
        changeOutput(layout, policy.controlWhitening(), controls, parameters, first, second);
        NetworkPolicy changed = new NetworkPolicy(
                layout.sizes, policy.activation(), parameters, observations, controls, policy.covariance());
        OptimizerState optimizer = new OptimizerState(trained.optimizer().steps(), first, second);
        return new TrainedPolicy(changed, optimizer, trained.report());
    }

    private static void changeInput(
            LayerLayout layout, Whitening from, Whitening to, double[] parameters, double[] first, double[] second) {
        int in = layout.sizes[0];
        for (int j = 0; j < layout.sizes[1]; j++) {
            int bias = layout.biasesAt[0] + j;
            for (int i = 0; i < in; i++) {
                int k = layout.weightsAt[0] + j * in + i;
                parameters[bias] += parameters[k] * (to.meanAt(i) - from.meanAt(i)) / from.deviationAt(i);
                rescale(k, to.deviationAt(i) / from.deviationAt(i), parameters, first, second);
            }
        }
    }

    private static void changeOutput(
            LayerLayout layout, Whitening from, Whitening to, double[] parameters, double[] first, double[] second) {
        int last = layout.layers() - 1;
        int in = layout.sizes[last];
        for (int j = 0; j < layout.sizes[last + 1]; j++) {
            double ratio = from.deviationAt(j) / to.deviationAt(j);
            for (int i = 0; i < in; i++) {
                rescale(layout.weightsAt[last] + j * in + i, ratio, parameters, first, second);
            }
            int bias = layout.biasesAt[last] + j;
            rescale(bias, ratio, parameters, first, second);
            parameters[bias] += (from.meanAt(j) - to.meanAt(j)) / to.deviationAt(j);
        }
    }

    /** θ′ = rθ, hence ∂L/∂θ′ = (∂L/∂θ)/r. */
    private static void rescale(int k, double ratio, double[] parameters, double[] first, double[] second) {
        parameters[k] *= ratio;
        first[k] /= ratio;
        second[k] /= ratio * ratio;
    }
}
