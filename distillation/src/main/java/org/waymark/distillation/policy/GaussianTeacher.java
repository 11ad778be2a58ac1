package org.waymark.distillation.policy;

import java.util.Arrays;
import org.waymark.lqr.Controller;
import org.waymark.lqr.Policy;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.matrix.Cholesky;

/**
 * A teacher of continuous controls, u_t ~ N(μ_t, C_t): any {@link Policy} on observations, any {@link Controller} on states.
 *
 * <p>Immutable. Its loss is the Gaussian KL of guided policy search, ½(u* − μ)ᵀC⁻¹(u* − μ) per sample (Levine, Finn, Darrell and Abbeel 2016,
 * section 4.2). A deterministic teacher, whose covariances are all zero, counts with C⁻¹ = I, and its student is deterministic too.
 */
public final class GaussianTeacher implements Teacher {
    private final Actor mean;
    private final String input;
    private final int inputSize;
    private final int controlSize;
    private final int horizon;
    private final boolean deterministic;
    /** One for each time step, or one for all. */
    private final TimeVaryingMatrix factor;

    private final TimeVaryingMatrix precision;

    private GaussianTeacher(
            Actor mean, String input, int inputSize, int controlSize, int horizon, double[] covariances) {
        this.mean = mean;
        this.input = input;
        this.inputSize = inputSize;
        this.controlSize = controlSize;
        this.horizon = horizon;
        int steps = covariances.length / (controlSize * controlSize);
        deterministic = Arrays.stream(covariances).allMatch(c -> c == 0);
        double[] lower = covariances.clone();
        double[] inverse = new double[lower.length];
        for (int t = 0; t < steps; t++) {
            invert(lower, inverse, t);
        }
        factor = TimeVaryingMatrix.of(steps, controlSize, controlSize, lower);
        precision = TimeVaryingMatrix.of(steps, controlSize, controlSize, inverse);
    }

    /** C → L, with C⁻¹ = U Uᵀ and U = L⁻ᵀ. */
    private void invert(double[] lower, double[] inverse, int t) {
        int m = controlSize;
        int at = t * m * m;
        if (deterministic) {
            for (int j = 0; j < m; j++) {
                inverse[at + j * m + j] = 1;
            }
            return;
        }
        if (!Cholesky.factor(lower, at, m)) {
            throw new IllegalArgumentException("teacher covariance[" + t + "]: not positive definite");
        }
        double[] upper = new double[m * m];
        Cholesky.invertTransposedLower(lower, at, m, upper, 0);
        Cholesky.square(upper, 0, m, inverse, at);
    }

    /**
     * A policy on observations, a saved one or a user's own.
     *
     * @throws IllegalArgumentException if its covariance is neither zero nor positive definite
     */
    public static GaussianTeacher of(Policy policy) {
        return new GaussianTeacher(
                (state, observation, t, control) -> policy.mean(observation, control),
                "observations",
                policy.observationSize(),
                policy.controlSize(),
                Integer.MAX_VALUE,
                policy.covariance());
    }

    /**
     * A time-varying controller on states; the student sees the observations that belong to them.
     *
     * @throws IllegalArgumentException if not all of its covariances are zero and one is not positive definite, with its t
     */
    public static GaussianTeacher of(Controller controller) {
        int m = controller.controlSize();
        double[] covariances = new double[controller.horizon() * m * m];
        for (int t = 0; t < controller.horizon(); t++) {
            System.arraycopy(controller.covariance(t), 0, covariances, t * m * m, m * m);
        }
        return new GaussianTeacher(
                (state, observation, t, control) -> controller.mean(state, t, control),
                "states",
                controller.stateSize(),
                m,
                controller.horizon(),
                covariances);
    }

    @Override
    public int outputSize() {
        return controlSize;
    }

    /** Whether all its covariances are zero. */
    public boolean isDeterministic() {
        return deterministic;
    }

    @Override
    public void requireFits(EnvironmentSpec spec) {
        require("controls", spec.controlSize(), controlSize);
        require(input, input.equals("states") ? spec.stateSize() : spec.observationSize(), inputSize);
        if (horizon < spec.horizon()) {
            throw new IllegalArgumentException(
                    "expected a horizon ≥ " + spec.horizon() + ", as its task has, found " + horizon);
        }
    }

    static void require(String what, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException(
                    "expected " + expected + " " + what + ", as its task has, found " + found);
        }
    }

    @Override
    public Actor actor() {
        return mean;
    }

    /** L_t, lower triangular with C_t = L_t L_tᵀ, into {@code out} [m × m]. */
    void readFactor(int t, double[] out) {
        factor.read(Math.min(t, factor.steps() - 1), out);
    }

    @Override
    public Labelled label(Visits visits) {
        int n = visits.stateSize();
        int p = visits.observationSize();
        int m = controlSize;
        double[] states = visits.states();
        double[] observations = visits.observations();
        int[] times = visits.times();
        double[] targets = new double[times.length * m];
        double[] precisions = new double[times.length * m * m];
        double[] control = new double[m];
        for (int i = 0; i < times.length; i++) {
            mean.act(
                    Arrays.copyOfRange(states, i * n, (i + 1) * n),
                    Arrays.copyOfRange(observations, i * p, (i + 1) * p),
                    times[i],
                    control);
            System.arraycopy(control, 0, targets, i * m, m);
            precision.read(Math.min(times[i], precision.steps() - 1), precisions, i * m * m);
        }
        return new Labelled(p, m, observations, targets, precisions);
    }
}
