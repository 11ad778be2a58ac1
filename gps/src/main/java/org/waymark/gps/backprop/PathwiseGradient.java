package org.waymark.gps.backprop;

import java.util.Arrays;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.dynamics.learned.Prediction;
import org.waymark.gps.imagination.ImaginedPlant;
import org.waymark.gps.imagination.ImaginedRollouts;
import org.waymark.gps.imagination.MemberRows;
import org.waymark.lqr.StageExpansion;
import org.waymark.sim.Simulator;

/**
 * The gradient of the cost of imagined rollouts in the parameters of the policy, back through policy, model and cost, with all noise held
 * fixed (the reparameterisation of Heess et al. 2015, there SVG(∞)).
 *
 * <pre>
 *   J(θ) = 1/B Σ_b Σ_t ℓ(x_t, u_t, t) + ℓ_f(x_T),   u_t = clamp(μ_θ(o(x_t)) + σ ε_t),   x_{t+1} = μ_k(x_t, u_t) + s_k(x_t, u_t) ξ_t
 *   λ_T = ∂ℓ_f/∂x,   λ_t = ∂ℓ/∂x + (∂x_{t+1}/∂x_t)ᵀ λ_{t+1} + (∂u_t/∂x_t)ᵀ g_t,   g_t = ∂ℓ/∂u + (∂x_{t+1}/∂u_t)ᵀ λ_{t+1}
 *   ∂J/∂θ = 1/B Σ_b Σ_t (∂u_t/∂θ)ᵀ g_t
 * </pre>
 *
 * <p>Beyond a limit the slope of a control is 0, unless descent leads back: then it is 1, so that a policy is not lost there. Where a state
 * was stopped by the box, and once an episode is over, slopes are what they are: 0, and those of a state that stays.
 *
 * <p>With truncation K, λ_t is set to 0 wherever t is a multiple of K: a control then answers for the costs of its own K steps alone.
 *
 * <p>A workspace, for one thread.
 */
public final class PathwiseGradient implements AutoCloseable {
    private final ImaginedRollouts rollouts;
    private final ImaginedPlant plant;
    private final Prediction prediction;
    private final PolicyPullBack policy;
    private final ObservationSlopes observations;
    private final Simulator eyes;
    private final StageExpansion expansion;
    private final MemberRows rows;
    private final int truncation;
    private final int n;
    private final int m;
    private final int p;
    private final double[] lambda;
    private final double[] stateSlope;
    private final double[] controlSlope;
    private final double[] observationSlope;
    private final double[] rowMean;
    private final double[] rowVariance;
    private final double[] rowStates;
    private final double[] rowControls;
    private final double[] state;
    private final double[] control;

    /**
     * @param rollouts whose gradients are wanted; run by its owner
     * @param like a policy of the layers and the whitening of those to come
     * @param truncation K, 0 for none
     */
    public PathwiseGradient(ImaginedRollouts rollouts, NetworkPolicy like, int truncation) {
        this.rollouts = rollouts;
        this.plant = rollouts.plant();
        this.truncation = truncation;
        int batch = rollouts.batch();
        n = plant.task().spec().stateSize();
        m = plant.task().spec().controlSize();
        p = plant.task().spec().observationSize();
        prediction = plant.model().prediction(batch);
        policy = new PolicyPullBack(like, batch);
        eyes = plant.task().eyes().get();
        observations = new ObservationSlopes(eyes);
        expansion = new StageExpansion(n, m);
        rows = new MemberRows(batch, n, m);
        lambda = new double[batch * n];
        stateSlope = new double[batch * n];
        controlSlope = new double[batch * m];
        observationSlope = new double[batch * p];
        rowMean = new double[batch * n];
        rowVariance = new double[batch * n];
        rowStates = new double[batch * n];
        rowControls = new double[batch * m];
        state = new double[n];
        control = new double[m];
    }

    /**
     * Writes ∂J/∂θ of the rollouts as they last ran.
     *
     * @param parameters θ of the policy that acted; not modified
     * @param gradient [θ]; overwritten
     */
    public void evaluate(double[] parameters, double[] gradient) {
        Arrays.fill(lambda, 0);
        addTerminalSlopes();
        back(parameters, gradient, rollouts.horizon());
    }

    /** As {@link #evaluate}, of Σ_{t&lt;steps} ℓ alone: of the first steps, and without ℓ_f. */
    void evaluateFirst(int steps, double[] parameters, double[] gradient) {
        Arrays.fill(lambda, 0);
        back(parameters, gradient, steps);
    }

    /** From λ at {@code steps} back to the start. */
    private void back(double[] parameters, double[] gradient, int steps) {
        policy.setParameters(parameters);
        Arrays.fill(gradient, 0);
        for (int t = steps - 1; t >= 0; t--) {
            throughModel(t);
            addCostSlopes(t);
            throughLimits(t);
            policy.pullBack(rollouts.observations(t), controlSlope, rollouts.batch(), gradient, observationSlope);
            for (int b = 0; b < rollouts.batch(); b++) {
                if (!rollouts.ended(t)[b]) {
                    observations.addPulledBack(rollouts.states(t), observationSlope, b, stateSlope);
                }
            }
            System.arraycopy(stateSlope, 0, lambda, 0, lambda.length);
            if (truncation > 0 && t % truncation == 0) {
                Arrays.fill(lambda, 0);
            }
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= rollouts.batch();
        }
    }

    private void addTerminalSlopes() {
        int horizon = rollouts.horizon();
        for (int b = 0; b < rollouts.batch(); b++) {
            if (rollouts.ended(horizon)[b]) {
                continue;
            }
            System.arraycopy(rollouts.states(horizon), b * n, state, 0, n);
            expansion.clear();
            plant.task().cost().expandTerminal(state, 1, expansion);
            for (int i = 0; i < n; i++) {
                lambda[b * n + i] += expansion.gradient(i);
            }
        }
    }

    /** ∂x_{t+1}/∂x_t and ∂x_{t+1}/∂u_t times λ_{t+1}: state and control slopes are overwritten. */
    private void throughModel(int t) {
        System.arraycopy(lambda, 0, stateSlope, 0, lambda.length);
        Arrays.fill(controlSlope, 0);
        for (int k = 0; k < plant.model().members(); k++) {
            int count = rows.gather(rollouts, t, k);
            if (count == 0) {
                continue;
            }
            rows.predict(prediction, k);
            boolean noisy = plant.noisy() && plant.model().isProbabilistic();
            for (int r = 0; r < count; r++) {
                for (int i = 0; i < n; i++) {
                    int at = rows.row(r) * n + i;
                    double deviation = Math.sqrt(rows.variance(r, i));
                    double noise = rollouts.modelNoise(t)[at];
                    double drawn = rows.mean(r, i) + deviation * noise;
                    boolean stopped = plant.box().clamp(i, drawn) != drawn;
                    double slope = stopped ? 0 : lambda[at];
                    rowMean[r * n + i] = slope;
                    rowVariance[r * n + i] = noisy && deviation > 0 ? slope * noise / (2 * deviation) : 0;
                }
            }
            prediction.pullBack(rowMean, noisy ? rowVariance : new double[0], rowStates, rowControls);
            for (int r = 0; r < count; r++) {
                System.arraycopy(rowStates, r * n, stateSlope, rows.row(r) * n, n);
                System.arraycopy(rowControls, r * m, controlSlope, rows.row(r) * m, m);
            }
        }
    }

    private void addCostSlopes(int t) {
        for (int b = 0; b < rollouts.batch(); b++) {
            if (rollouts.ended(t)[b]) {
                continue;
            }
            System.arraycopy(rollouts.states(t), b * n, state, 0, n);
            System.arraycopy(rollouts.controls(t), b * m, control, 0, m);
            expansion.clear();
            plant.task().cost().expandRunning(state, control, t, 1, expansion);
            for (int i = 0; i < n; i++) {
                stateSlope[b * n + i] += expansion.gradient(i);
            }
            for (int j = 0; j < m; j++) {
                controlSlope[b * m + j] += expansion.gradient(n + j);
            }
        }
    }

    /** Where a control was cut, its slope counts only if descent leads back between the limits. */
    private void throughLimits(int t) {
        double[] wanted = rollouts.unclampedControls(t);
        double[] applied = rollouts.controls(t);
        for (int i = 0; i < controlSlope.length; i++) {
            double excess = wanted[i] - applied[i];
            if (excess != 0 && controlSlope[i] * excess <= 0) {
                controlSlope[i] = 0;
            }
        }
    }

    @Override
    public void close() {
        eyes.close();
    }
}
