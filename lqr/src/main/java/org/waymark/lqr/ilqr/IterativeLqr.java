package org.waymark.lqr.ilqr;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.waymark.lqr.DifferentiableModel;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;

/**
 * Iterative LQR and differential dynamic programming:
 *
 * <pre>
 *   min Σ_{t<T} ℓ(x_t,u_t,t) + ℓ_f(x_T)   over u_0…u_{T−1},   x_{t+1} = f(x_t,u_t,t),   lower ≤ u_t ≤ upper, x_0 given.
 * </pre>
 *
 * <p>Each iteration expands model and cost about the trajectory, solves the linear-quadratic problem of the changes backwards in time,
 * and rolls the model out under the resulting controller with a step that a line search finds (Jacobson and Mayne 1970; Todorov and Li
 * 2005; Tassa, Erez and Todorov 2012; limits: Tassa, Mansard and Todorov 2014). It stops when
 *
 * <ol>
 *   <li>the projected gradient is at most {@link IlqrOptions#gradientTolerance};
 *   <li>the last step was expected to improve the cost J by less than {@link IlqrOptions#costTolerance}·max(1, |J|);
 *   <li>what can be gained is less than the rounding error of J, and the gradient did not fall by half;
 *   <li>{@link IlqrOptions#maxIterations} are done;
 *   <li>a Q_uu is not positive definite even with the largest regularisation;
 *   <li>no step improves the cost even with the largest regularisation;
 *   <li>a derivative, or each trajectory tried with the largest regularisation, is not finite;
 *   <li>the listener asks it to.
 * </ol>
 *
 * <p>{@link Termination} names them in this order. Whichever fires, the best trajectory found stands.
 *
 * <p>An object is made once, and holds all workspaces: {@link #solve} may be called many times, and {@link #begin}, {@link #iterate},
 * {@link #shift} and the readers allocate nothing (if model, cost and listener do not), which is what a receding horizon needs. For one
 * thread.
 */
public final class IterativeLqr {
    private final TrajectoryProblem problem;
    private final IlqrOptions options;
    private final int n;
    private final int m;
    private final int horizon;
    private final StageDerivatives derivatives;
    private final BackwardPass backward;
    private final ForwardPass forward;
    private final LineSearch search;
    private final Regularization regularization;
    private final double[] lower;
    private final double[] upper;
    private final NonFinite failure = new NonFinite();

    private Trajectory nominal;
    private Trajectory candidate;
    private IterationListener listener;
    private boolean begun;
    private int iterations;
    private double gradientNorm;
    private double lastGradientNorm;
    private boolean costStalled;
    private boolean roundingReached;
    private boolean cancelled;

    /**
     * @throws IllegalArgumentException if the model has no derivatives, or no second ones and the options ask for them
     */
    public IterativeLqr(TrajectoryProblem problem, IlqrOptions options) {
        this.problem = problem;
        this.options = options;
        n = problem.stateSize();
        m = problem.controlSize();
        horizon = problem.horizon();
        DifferentiableModel model = differentiable(problem, options);
        lower = problem.limits().lower();
        upper = problem.limits().upper();
        derivatives = new StageDerivatives(model, problem.cost(), horizon);
        boolean secondOrder = options.curvature() == Curvature.SECOND_ORDER;
        backward = new BackwardPass(
                n, m, horizon, secondOrder, lower, upper, problem.limits().any());
        forward = new ForwardPass(model, problem.cost(), lower, upper);
        search = new LineSearch(options.lineSearch(), forward);
        regularization = new Regularization(options.regularization());
        nominal = new Trajectory(n, m, horizon);
        candidate = new Trajectory(n, m, horizon);
    }

    private static DifferentiableModel differentiable(TrajectoryProblem problem, IlqrOptions options) {
        if (!(problem.model() instanceof DifferentiableModel model)) {
            throw new IllegalArgumentException("model: expected a DifferentiableModel, found "
                    + problem.model().getClass().getName());
        }
        if (options.curvature() == Curvature.SECOND_ORDER && !model.hasCurvature()) {
            throw new IllegalArgumentException("curvature: SECOND_ORDER needs a model with second derivatives, and "
                    + model.getClass().getName() + " has none");
        }
        return model;
    }

    /** Sets who is told of each iteration; null for nobody. Returns this. */
    public IterativeLqr withListener(IterationListener value) {
        listener = value;
        return this;
    }

    /**
     * Solves from a guess of the controls; those beyond the limits are moved to them.
     *
     * @param initialState x_0, [n]; not modified
     * @param controls T × m
     * @throws IllegalArgumentException if a shape is wrong, or an entry of the arguments is not finite
     * @throws NonFiniteException if the trajectory of the guess is not finite, with its time step
     */
    public IlqrResult solve(double[] initialState, TimeVaryingMatrix controls) {
        begin(initialState, controls);
        return result(run(options.maxIterations(), true));
    }

    /**
     * Starts from a guess of the controls, rolled out; those beyond the limits are moved to them. μ starts anew.
     *
     * @param initialState x_0, [n]; not modified
     * @param controls T × m
     * @throws IllegalArgumentException if a shape is wrong, or an entry of the arguments is not finite
     * @throws NonFiniteException if the trajectory of the guess is not finite, with its time step
     */
    public void begin(double[] initialState, TimeVaryingMatrix controls) {
        controls.requireShape("controls", horizon, m, 1);
        readInitialState(initialState);
        for (int t = 0; t < horizon; t++) {
            controls.read(t, nominal.control[t]);
            requireFinite("controls[" + t + "]", nominal.control[t]);
        }
        regularization.reset();
        restart();
        followGuess();
    }

    private void readInitialState(double[] initialState) {
        if (initialState.length != n) {
            throw new IllegalArgumentException(
                    "initial state: expected " + n + " numbers, found " + initialState.length);
        }
        requireFinite("initial state", initialState);
        begun = false;
        System.arraycopy(initialState, 0, nominal.state[0], 0, n);
    }

    private static void requireFinite(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        name + ": expected finite numbers, found " + values[i] + " at index " + i);
            }
        }
    }

    private void restart() {
        backward.clear();
        iterations = 0;
        gradientNorm = Double.POSITIVE_INFINITY;
        lastGradientNorm = Double.POSITIVE_INFINITY;
        costStalled = false;
        roundingReached = false;
        cancelled = false;
    }

    private void followGuess() {
        if (!forward.follow(nominal, failure)) {
            throw failure.exception();
        }
        begun = true;
    }

    /**
     * Iterates from where it stands, at most so many times; the trajectory after the last one is not differentiated any more, so
     * {@link #gradientNorm} is that of the trajectory before it when the answer is {@link Termination#ITERATION_LIMIT}.
     *
     * @throws IllegalStateException before {@link #begin}
     */
    public Termination iterate(int maxIterations) {
        requireBegun();
        return run(maxIterations, false);
    }

    private void requireBegun() {
        if (!begun) {
            throw new IllegalStateException("no trajectory: call begin first");
        }
    }

    private Termination run(int maxIterations, boolean judgeLast) {
        for (int done = 0; ; done++) {
            if (done >= maxIterations && !judgeLast) {
                return Termination.ITERATION_LIMIT;
            }
            if (!derivatives.expand(nominal, failure)) {
                return Termination.NON_FINITE;
            }
            lastGradientNorm = gradientNorm;
            gradientNorm = derivatives.projectedGradient(nominal, lower, upper);
            Termination stop = stoppingRule(done >= maxIterations);
            if (stop == null) {
                stop = improve();
            }
            if (stop != null) {
                return stop;
            }
        }
    }

    /** Rules 1 to 4 and 8; null to go on. */
    private Termination stoppingRule(boolean limitReached) {
        if (gradientNorm <= options.gradientTolerance() && nominal.gapNorm == 0) {
            return Termination.GRADIENT;
        }
        if (costStalled) {
            return Termination.COST;
        }
        if (roundingReached && gradientNorm > 0.5 * lastGradientNorm) {
            return Termination.ROUNDING;
        }
        if (cancelled) {
            return Termination.CANCELLED;
        }
        return limitReached ? Termination.ITERATION_LIMIT : null;
    }

    /** One iteration, which takes as many attempts with growing μ as it needs; null, or the rule 3, 5, 6 or 7 that fired. */
    private Termination improve() {
        iterations++;
        while (true) {
            if (!backward.run(nominal, derivatives, regularization.onState(), regularization.onControl())) {
                if (!regularization.rise()) {
                    return Termination.NOT_POSITIVE_DEFINITE;
                }
                continue;
            }
            if (search.run(nominal, backward, candidate, failure)) {
                accept();
                return null;
            }
            if (search.belowRounding()) {
                return Termination.ROUNDING;
            }
            if (!regularization.rise()) {
                return search.anyFinite() ? Termination.NO_IMPROVEMENT : Termination.NON_FINITE;
            }
        }
    }

    private void accept() {
        double decrease = nominal.cost - candidate.cost;
        Trajectory old = nominal;
        nominal = candidate;
        candidate = old;
        costStalled = search.expected() < options.costTolerance() * Math.max(1, Math.abs(nominal.cost));
        roundingReached = search.belowRounding();
        if (listener != null) {
            cancelled = !listener.onIteration(new Iteration(
                    iterations,
                    nominal.cost,
                    search.expected(),
                    decrease,
                    gradientNorm,
                    regularization.weight(),
                    search.step(),
                    nominal.gapNorm));
        }
        regularization.fall();
    }

    /**
     * Moves on by one time step: the trajectory's beginning is dropped, its last control and gain are repeated, and the controller
     * û + K(x − x̂) is rolled out from the state measured. μ is kept.
     *
     * @param initialState the new x_0, [n]; not modified
     * @throws IllegalArgumentException if the shape is wrong or an entry is not finite
     * @throws NonFiniteException if the new trajectory is not finite, with its time step
     * @throws IllegalStateException before {@link #begin}
     */
    public void shift(double[] initialState) {
        requireBegun();
        for (int t = 0; t + 1 < horizon; t++) {
            System.arraycopy(nominal.state[t + 1], 0, nominal.state[t], 0, n);
            System.arraycopy(nominal.control[t + 1], 0, nominal.control[t], 0, m);
            System.arraycopy(backward.gain[t + 1], 0, backward.gain[t], 0, m * n);
        }
        System.arraycopy(nominal.state[horizon], 0, nominal.state[horizon - 1], 0, n);
        nominal.gapNorm = 0;
        Trajectory old = candidate;
        candidate = nominal;
        nominal = old;
        readInitialState(initialState);
        // the candidate, shifted, is what is followed
        System.arraycopy(initialState, 0, nominal.state[0], 0, n);
        if (!forward.track(candidate, backward, nominal, failure)) {
            throw failure.exception();
        }
        begun = true;
        restart();
    }

    /** J of the trajectory. */
    public double cost() {
        return nominal.cost;
    }

    /** Iterations since {@link #begin} or {@link #shift}. */
    public int iterations() {
        return iterations;
    }

    /** Largest entry of the projected gradient, of the trajectory last differentiated. */
    public double gradientNorm() {
        return gradientNorm;
    }

    /** μ as the next iteration would begin with it. */
    public double regularization() {
        return regularization.weight();
    }

    /**
     * Writes u_t.
     *
     * @param out [m]; overwritten
     */
    public void control(int t, double[] out) {
        System.arraycopy(nominal.control[t], 0, out, 0, m);
    }

    /**
     * Writes x_t.
     *
     * @param out [n]; overwritten
     */
    public void state(int t, double[] out) {
        System.arraycopy(nominal.state[t], 0, out, 0, n);
    }

    /**
     * Writes u_t + K_t(x − x_t) within the limits, with the gains of the last backward pass.
     *
     * @param state x, [n]; not modified
     * @param out [m]; overwritten
     */
    public void control(int t, double[] state, double[] out) {
        forward.control(nominal, backward, 0, t, state, out);
    }

    private IlqrResult result(Termination termination) {
        OptionalInt failedAt = OptionalInt.empty();
        if (termination == Termination.NOT_POSITIVE_DEFINITE) {
            failedAt = OptionalInt.of(backward.failedAt());
        } else if (termination == Termination.NON_FINITE) {
            failedAt = OptionalInt.of(failure.t);
        } else {
            refreshGains();
        }
        return new IlqrResult(
                termination,
                vectors(nominal.state, n),
                vectors(nominal.control, m),
                matrices(backward.gain, m, n),
                matrices(backward.controlHessian, m, m),
                nominal.cost,
                iterations,
                gradientNorm,
                regularization.weight(),
                failedAt,
                termination == Termination.NON_FINITE ? Optional.of(failure.exception()) : Optional.empty());
    }

    /** The gains of the result belong to its trajectory, not to the one before. */
    private void refreshGains() {
        while (!backward.run(nominal, derivatives, regularization.onState(), regularization.onControl())) {
            if (!regularization.rise()) {
                return;
            }
        }
    }

    private static TimeVaryingMatrix vectors(double[][] rows, int size) {
        return matrices(rows, size, 1);
    }

    private static TimeVaryingMatrix matrices(double[][] steps, int rows, int cols) {
        double[] flat = new double[steps.length * rows * cols];
        for (int t = 0; t < steps.length; t++) {
            System.arraycopy(steps[t], 0, flat, t * rows * cols, rows * cols);
        }
        return TimeVaryingMatrix.of(steps.length, rows, cols, flat);
    }

    @Override
    public String toString() {
        return "IterativeLqr[n=" + n + ", m=" + m + ", T=" + horizon + ", " + Arrays.toString(lower) + "…"
                + Arrays.toString(upper) + "]";
    }
}
