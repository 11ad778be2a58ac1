package org.waymark.lqr.ilqr;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.waymark.lqr.DifferentiableModel;
import org.waymark.lqr.Model;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.derivative.FiniteDifferenceModel;
import org.waymark.lqr.derivative.FiniteDifferenceOptions;

/**
 * Iterative LQR and differential dynamic programming:
 *
 * <pre>
 *   min Σ_{t&lt;T} ℓ(x_t,u_t,t) + ℓ_f(x_T)   over u_0…u_{T−1},   x_{t+1} = f(x_t,u_t,t),   lower ≤ u_t ≤ upper, x_0 given.
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
 * <p>The states may be guessed too ({@link #solve(double[], TimeVaryingMatrix, TimeVaryingMatrix)}): the trajectory then begins with gaps
 * f(x_t,u_t) − x_{t+1}, of which a step α closes the fraction α (multiple shooting: Giftthaler et al. 2018; Mastalli et al. 2020).
 *
 * <p>A model without derivatives is differenced: {@link FiniteDifferenceModel}.
 *
 * <p>An object is made once, and holds all workspaces: {@link #solve} may be called many times, and {@link #begin}, {@link #iterate},
 * {@link #shift} and the readers allocate nothing (if model, cost and listener do not), which is what a receding horizon needs. For one
 * thread at a time.
 */
public final class IterativeLqr implements AutoCloseable {
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

    private final FiniteDifferenceModel differences;

    private Trajectory nominal;
    private IterationListener listener;
    private boolean begun;
    private int iterations;
    private double gradientNorm;
    private double lastGradientNorm;
    private boolean costStalled;
    private boolean roundingReached;
    private boolean cancelled;

    /**
     * For one thread.
     *
     * @throws IllegalArgumentException if the model has first derivatives but no second ones, and the options ask for them
     */
    public IterativeLqr(TrajectoryProblem problem, IlqrOptions options) {
        this(problem, options, problem::model, 1);
    }

    /**
     * With a line search in several threads, each trying another step; the trajectory found is the same to the last bit. Models without
     * derivatives are differenced in these threads too. To be closed.
     *
     * @param models called {@code threads} times, at once, in the caller's thread; each model computes the same as the problem's, which is
     *     not used
     * @param threads how many, the caller's included, ≥ 1
     * @throws IllegalArgumentException if the model has first derivatives but no second ones, and the options ask for them
     */
    public static IterativeLqr inParallel(
            TrajectoryProblem problem, IlqrOptions options, Supplier<? extends Model> models, int threads) {
        return new IterativeLqr(problem, options, models, threads);
    }

    private IterativeLqr(
            TrajectoryProblem problem, IlqrOptions options, Supplier<? extends Model> models, int threads) {
        Checks.atLeast("threads", threads, 1);
        this.options = options;
        n = problem.stateSize();
        m = problem.controlSize();
        horizon = problem.horizon();
        lower = problem.limits().lower();
        upper = problem.limits().upper();
        ForwardPass[] passes = new ForwardPass[threads];
        Model first = null;
        for (int i = 0; i < threads; i++) {
            Model model = requireSizes(models.get());
            first = i == 0 ? model : first;
            passes[i] = new ForwardPass(model, problem.cost(), lower, upper);
        }
        forward = passes[0];
        boolean secondOrder = options.curvature() == Curvature.SECOND_ORDER;
        differences = first instanceof DifferentiableModel
                ? null
                : FiniteDifferenceModel.inParallel(
                        models, threads, FiniteDifferenceOptions.defaults().withCurvature(secondOrder));
        DifferentiableModel model = first instanceof DifferentiableModel own ? own : differences;
        if (secondOrder && !model.hasCurvature()) {
            throw new IllegalArgumentException("curvature: SECOND_ORDER needs a model with second derivatives, and "
                    + model.getClass().getName() + " has none");
        }
        derivatives = new StageDerivatives(model, problem.cost(), horizon);
        backward = new BackwardPass(
                n, m, horizon, secondOrder, lower, upper, problem.limits().any());
        search = new LineSearch(options.lineSearch(), passes, horizon);
        regularization = new Regularization(options.regularization());
        nominal = new Trajectory(n, m, horizon);
    }

    private Model requireSizes(Model model) {
        if (model.stateSize() != n || model.controlSize() != m) {
            throw new IllegalArgumentException("models: expected " + n + " states and " + m + " controls, found "
                    + model.stateSize() + " and " + model.controlSize());
        }
        return model;
    }

    /** Ends the threads of {@link #inParallel}; does nothing otherwise. */
    @Override
    public void close() {
        search.close();
        if (differences != null) {
            differences.close();
        }
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
     * Solves from a guess of states and controls, which need not fit together. Unless {@link IlqrResult#gap} is zero, it stopped before
     * the gaps were closed.
     *
     * @param initialState x_0, [n]; not modified
     * @param states (T+1) × n; the first is not used
     * @param controls T × m
     * @throws IllegalArgumentException if a shape is wrong, or an entry of the arguments is not finite
     * @throws NonFiniteException if the model or the cost is not finite at the guess, with its time step
     */
    public IlqrResult solve(double[] initialState, TimeVaryingMatrix states, TimeVaryingMatrix controls) {
        begin(initialState, states, controls);
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
        begun = false;
        nominal.readControls(controls);
        nominal.readInitialState(initialState);
        regularization.reset();
        restart();
        requireGood(forward.follow(nominal, failure));
    }

    /** Starts from a guess of states and controls; parameters and errors as in {@link #solve}. μ starts anew. */
    public void begin(double[] initialState, TimeVaryingMatrix states, TimeVaryingMatrix controls) {
        begun = false;
        nominal.readControls(controls);
        nominal.readStates(states);
        nominal.readInitialState(initialState);
        regularization.reset();
        restart();
        requireGood(forward.measureGaps(nominal, failure));
    }

    private void requireGood(boolean finite) {
        if (!finite) {
            throw failure.exception();
        }
        begun = true;
    }

    private void restart() {
        backward.clear();
        search.reset();
        iterations = 0;
        gradientNorm = Double.POSITIVE_INFINITY;
        lastGradientNorm = Double.POSITIVE_INFINITY;
        costStalled = false;
        roundingReached = false;
        cancelled = false;
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
            if (!runBackward()) {
                if (backward.notFinite()) {
                    return Termination.NON_FINITE;
                }
                if (!regularization.rise()) {
                    return Termination.NOT_POSITIVE_DEFINITE;
                }
                continue;
            }
            if (search.run(nominal, derivatives, backward, failure)) {
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

    private boolean runBackward() {
        return backward.run(nominal, derivatives, regularization.onState(), regularization.onControl(), failure);
    }

    private void accept() {
        double before = nominal.cost;
        nominal = search.exchange(nominal);
        costStalled = search.expected() < options.costTolerance() * Math.max(1, Math.abs(nominal.cost));
        roundingReached = search.belowRounding();
        if (listener != null) {
            cancelled = !listener.onIteration(new Iteration(
                    iterations,
                    nominal.cost,
                    search.expected(),
                    before - nominal.cost,
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
        nominal.shift();
        backward.shift();
        Trajectory followed = nominal;
        nominal = search.exchangeAny(nominal);
        begun = false;
        nominal.readInitialState(initialState);
        restart();
        requireGood(forward.track(followed, backward, nominal, failure));
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
                Trajectory.copy(nominal.state, n, 1),
                Trajectory.copy(nominal.control, m, 1),
                Trajectory.copy(backward.gain, m, n),
                Trajectory.copy(backward.controlHessian, m, m),
                nominal.cost,
                iterations,
                gradientNorm,
                nominal.gapNorm,
                regularization.weight(),
                failedAt,
                termination == Termination.NON_FINITE ? Optional.of(failure.exception()) : Optional.empty());
    }

    /** The gains of the result belong to its trajectory, not to the one before. */
    private void refreshGains() {
        while (!runBackward()) {
            if (backward.notFinite() || !regularization.rise()) {
                return;
            }
        }
    }
}
