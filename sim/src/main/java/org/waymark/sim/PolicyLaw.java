package org.waymark.sim;

import org.waymark.lqr.Policy;
import org.waymark.lqr.TimeVaryingMatrix;

/** A policy, with the factor of its covariance computed once. */
final class PolicyLaw implements ControlLaw {
    private final Policy policy;
    private final TimeVaryingMatrix choleskyLower;

    PolicyLaw(Policy policy) {
        this.policy = policy;
        this.choleskyLower = CovarianceFactor.of(policy);
    }

    @Override
    public void mean(double[] state, double[] observation, int t, double[] control) {
        policy.mean(observation, control);
    }

    @Override
    public void choleskyLower(int t, double[] factor) {
        choleskyLower.read(0, factor);
    }

    @Override
    public void requireFits(SimulatorSpec spec, int horizon) {
        Expect.size("policy: observation size", spec.observationSize(), policy.observationSize());
        Expect.size("policy: control size", spec.controlSize(), policy.controlSize());
    }
}
