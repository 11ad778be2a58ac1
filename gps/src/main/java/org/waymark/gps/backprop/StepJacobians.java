package org.waymark.gps.backprop;

import java.util.Arrays;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.dynamics.learned.Prediction;
import org.waymark.gps.imagination.ImaginedRollouts;
import org.waymark.gps.imagination.MemberRows;
import org.waymark.lqr.riccati.SpectralRadius;
import org.waymark.sim.Simulator;

/**
 * The steps of a policy in a model, linearised: A_t = ∂x_{t+1}/∂x_t + ∂x_{t+1}/∂u_t · ∂u_t/∂x_t, noise held fixed. A gradient is a sum of
 * their products, so their spectral radii say whether it grows or fades. A workspace, for one thread.
 */
final class StepJacobians implements AutoCloseable {
    private final ImaginedRollouts rollout;
    private final NetworkPolicy policy;
    private final Prediction prediction;
    private final MemberRows rows;
    private final Simulator eyes;
    private final ObservationSlopes observations;
    private final int n;
    private final int m;
    private final int p;
    private final double[] slope;
    private final double[] stateSlope;
    private final double[] controlSlope;
    private final double[] observationSlope;
    private final double[] policySlope;
    private final double[] variance;

    /** @param rollout of a batch of one */
    StepJacobians(ImaginedRollouts rollout, NetworkPolicy policy) {
        this.rollout = rollout;
        this.policy = policy;
        n = rollout.plant().task().spec().stateSize();
        m = rollout.plant().task().spec().controlSize();
        p = rollout.plant().task().spec().observationSize();
        prediction = rollout.plant().model().prediction(1);
        rows = new MemberRows(1, n, m);
        eyes = rollout.plant().task().eyes().get();
        observations = new ObservationSlopes(eyes);
        slope = new double[n];
        stateSlope = new double[n];
        controlSlope = new double[m];
        observationSlope = new double[p];
        policySlope = new double[m * p];
        variance = new double[n];
    }

    /** The spectral radius of A_t, 1 once the episode is over. */
    double radius(int t) {
        if (rollout.ended(t)[0]) {
            return 1;
        }
        double[] jacobian = new double[n * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(row(t, i), 0, jacobian, i * n, n);
        }
        return SpectralRadius.of(jacobian, n);
    }

    /** Row i of A_t. */
    private double[] row(int t, int i) {
        int member = rollout.members(t)[0];
        rows.gather(rollout, t, member);
        rows.predict(prediction, member);
        Arrays.fill(slope, 0);
        Arrays.fill(variance, 0);
        slope[i] = 1;
        double deviation = Math.sqrt(rows.variance(0, i));
        variance[i] = deviation > 0 ? rollout.modelNoise(t)[i] / (2 * deviation) : 0;
        prediction.pullBack(slope, variance, stateSlope, controlSlope);
        policy.jacobian(rollout.observations(t), policySlope);
        Arrays.fill(observationSlope, 0);
        for (int j = 0; j < m; j++) {
            boolean cut = rollout.controls(t)[j] != rollout.unclampedControls(t)[j];
            for (int k = 0; k < p && !cut; k++) {
                observationSlope[k] += controlSlope[j] * policySlope[j * p + k];
            }
        }
        observations.addPulledBack(rollout.states(t), observationSlope, 0, stateSlope);
        return stateSlope;
    }

    @Override
    public void close() {
        eyes.close();
    }
}
