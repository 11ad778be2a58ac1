package org.waymark.lqr.constrained;

import java.util.Arrays;
import java.util.Optional;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.constrained.ConstrainedResult.Status;
import org.waymark.lqr.ilqr.IlqrResult;
import org.waymark.lqr.ilqr.Iteration;
import org.waymark.lqr.ilqr.IterativeLqr;
import org.waymark.lqr.ilqr.Termination;

/**
 * The augmented Lagrangian method for a {@link ConstrainedProblem} (Hestenes 1969; Powell 1969; Rockafellar 1973; around iLQR: Howell,
 * Jackson and Manchester 2019).
 *
 * <pre>
 *   repeat   x, u ← argmin Σ ℓ + ℓ_f + Σ ψ(g; λ, ρ)       by {@link IterativeLqr}, to a tolerance that shrinks
 *            λ ← λ + ρh,   λ ← max(0, λ + ρg)
 *            ρ ← 10ρ for each constraint whose violation did not fall to a quarter
 * </pre>
 *
 * <p>It stops when constraints, complementarity and gradient are within their tolerances, or for one of the reasons of
 * {@link ConstrainedResult.Status}. Limits of the controls are left to the inner solver, which keeps them exactly.
 *
 * <p>With the second derivatives of the model ({@link org.waymark.lqr.ilqr.Curvature#SECOND_ORDER}) each inner solve but the first few
 * takes one or two steps. An object is made once and may solve many times. For one thread.
 */
public final class AugmentedLagrangian {
    /** A constraint whose violation is above this fraction of its smallest so far makes no progress. */
    private static final double STAGNATION = 0.99;
    /** So many finished inner solves in a row without progress, though penalties grow, make infeasibility suspected. */
    private static final int PATIENCE = 4;
    /** So many inner solves in a row that end without a step are too many. */
    private static final int INNER_FAILURES = 3;
    /** Each inner tolerance is this fraction of the one before. */
    private static final double TIGHTENING = 0.1;

    private final ConstrainedProblem problem;
    private final AugmentedLagrangianOptions options;
    private final ConstraintValues values;
    private final AugmentedCost augmented;
    private final IterativeLqr inner;
    private OuterIterationListener listener;

    /** Residual of each constraint after this outer iteration, and after the one before. */
    private final double[] residual;

    private final double[] earlierResidual;
    /** The smallest violation of each constraint so far. */
    private final double[] smallestViolation;
    /** For how many finished inner solves in a row each constraint has been violated no less than before. */
    private final int[] stuck;

    private double innerTolerance;
    private Point current;
    private Point leastViolating;
    private int outerIterations;
    private int innerIterations;
    private int innerFailures;

    /** A trajectory, and the inner solve that it comes from. */
    private record Point(OpenLoop trajectory, double violation, Optional<IlqrResult> inner) {}

    /** @throws IllegalArgumentException if the model has no derivatives, or no second ones and the options ask for them */
    public AugmentedLagrangian(ConstrainedProblem problem, AugmentedLagrangianOptions options) {
        this.problem = problem;
        this.options = options;
        TrajectoryProblem trajectory = problem.trajectory();
        values = new ConstraintValues(problem);
        augmented = new AugmentedCost(trajectory.cost(), values, trajectory.stateSize(), trajectory.controlSize());
        inner = new IterativeLqr(
                        new TrajectoryProblem(trajectory.model(), augmented, trajectory.limits(), trajectory.horizon()),
                        options.inner())
                .withListener(this::goOn);
        residual = new double[problem.constraints().size()];
        earlierResidual = new double[residual.length];
        smallestViolation = new double[residual.length];
        stuck = new int[residual.length];
    }

    /** Sets who is told of each outer iteration; null for nobody. Returns this. */
    public AugmentedLagrangian withListener(OuterIterationListener value) {
        listener = value;
        return this;
    }

    /** The gradient is that before the step, so the step that follows it comes for free. */
    private boolean goOn(Iteration iteration) {
        return iteration.gradientNorm() > innerTolerance;
    }

    /**
     * Solves from a guess of the controls, with multipliers of zero.
     *
     * @param initialState x_0, [n]; not modified
     * @param guess T × m; controls beyond the limits are moved to them
     * @throws IllegalArgumentException if a shape is wrong
     * @throws NonFiniteException if the trajectory of the guess, its cost or a constraint along it is not finite, with its time step
     */
    public ConstrainedResult solve(double[] initialState, TimeVaryingMatrix guess) {
        return solve(initialState, guess, Multipliers.zero(problem, options.initialPenalty()));
    }

    /**
     * Solves from a guess of the controls and of the multipliers, such as those of a similar problem: with good ones it takes one or two
     * outer iterations.
     *
     * @param multipliers and penalties to begin with
     * @throws IllegalArgumentException if a shape is wrong, or the multipliers are not those of this problem
     * @throws NonFiniteException if the trajectory of the guess, its cost or a constraint along it is not finite, with its time step
     */
    public ConstrainedResult solve(double[] initialState, TimeVaryingMatrix guess, Multipliers multipliers) {
        values.load(multipliers);
        start(initialState, guess);
        while (true) {
            Status status = iterate(initialState);
            if (status != null) {
                return result(status);
            }
        }
    }

    private void start(double[] initialState, TimeVaryingMatrix guess) {
        OpenLoop first = OpenLoop.follow(problem.trajectory(), initialState, guess);
        values.evaluate(first.states(), first.controls());
        current = new Point(first, values.violation(), Optional.empty());
        leastViolating = current;
        outerIterations = 0;
        innerIterations = 0;
        innerTolerance = Math.max(options.firstInnerTolerance(), options.inner().gradientTolerance());
        Arrays.fill(residual, Double.POSITIVE_INFINITY);
        Arrays.fill(smallestViolation, Double.POSITIVE_INFINITY);
        Arrays.fill(stuck, 0);
        innerFailures = 0;
    }

    /** One outer iteration; null to go on. */
    private Status iterate(double[] initialState) {
        double asked = innerTolerance;
        IlqrResult solved = inner.solve(initialState, current.trajectory.controls());
        outerIterations++;
        innerIterations += solved.iterations();
        judge(solved);
        OuterIteration row = describe(solved.iterations(), asked);
        Status status = stoppingRule(solved.termination());
        values.updateMultipliers();
        boolean goOn = listener == null || listener.onIteration(row);
        if (status == null && !goOn) {
            return Status.CANCELLED;
        }
        if (status == null && !raisePenalties() && allStuck(1)) {
            return Arrays.stream(stuck).anyMatch(count -> count >= PATIENCE)
                    ? Status.INFEASIBLE_SUSPECTED
                    : Status.PENALTY_LIMIT;
        }
        boolean feasible = row.residual() <= options.constraintTolerance();
        innerTolerance = Math.max(options.inner().gradientTolerance(), feasible ? 0 : TIGHTENING * innerTolerance);
        return status;
    }

    private void judge(IlqrResult solved) {
        OpenLoop trajectory = new OpenLoop(solved.states(), solved.controls());
        values.evaluate(solved.states(), solved.controls());
        current = new Point(trajectory, values.violation(), Optional.of(solved));
        if (current.violation <= leastViolating.violation) {
            leastViolating = current;
        }
        for (int k = 0; k < residual.length; k++) {
            earlierResidual[k] = residual[k];
            residual[k] = values.residual(k);
        }
        countStuck(
                solved.termination() != Termination.CANCELLED && solved.termination() != Termination.ITERATION_LIMIT);
        boolean failed = solved.termination() == Termination.NOT_POSITIVE_DEFINITE
                || solved.termination() == Termination.NO_IMPROVEMENT;
        innerFailures = failed ? innerFailures + 1 : 0;
    }

    /** @param finished whether the inner solve went as far as it could */
    private void countStuck(boolean finished) {
        for (int k = 0; k < stuck.length; k++) {
            double violation = values.worst(k).value();
            if (violation <= options.constraintTolerance() || violation <= STAGNATION * smallestViolation[k]) {
                stuck[k] = 0;
            } else if (finished) {
                stuck[k]++;
            }
            smallestViolation[k] = Math.min(smallestViolation[k], violation);
        }
    }

    /** Whether all constraints that do not hold have been stuck for so many outer iterations, and there is one. */
    private boolean allStuck(int iterations) {
        boolean any = false;
        for (int k = 0; k < stuck.length; k++) {
            boolean violated = values.worst(k).value() > options.constraintTolerance();
            if (violated && stuck[k] < iterations) {
                return false;
            }
            any |= violated;
        }
        return any;
    }

    private OuterIteration describe(int iterations, double asked) {
        return new OuterIteration(
                outerIterations,
                current.trajectory.cost(problem.trajectory().cost()),
                current.violation,
                largest(residual),
                values.largestPenalty(),
                iterations,
                asked);
    }

    private Status stoppingRule(Termination termination) {
        if (termination == Termination.NON_FINITE) {
            return Status.NON_FINITE;
        }
        if (largest(residual) <= options.constraintTolerance() && termination.converged()) {
            return Status.CONVERGED;
        }
        if (allStuck(PATIENCE)) {
            return Status.INFEASIBLE_SUSPECTED;
        }
        if (innerFailures >= INNER_FAILURES) {
            return Status.INNER_FAILED;
        }
        return outerIterations >= options.maxOuterIterations() ? Status.ITERATION_LIMIT : null;
    }

    /** False if a constraint would need a larger penalty than is allowed. */
    private boolean raisePenalties() {
        boolean enough = true;
        for (int k = 0; k < residual.length; k++) {
            if (residual[k] > options.constraintTolerance()
                    && residual[k] > options.requiredDecrease() * earlierResidual[k]) {
                enough &= values.raisePenalty(k, options.penaltyGrowth(), options.maxPenalty());
            }
        }
        return enough;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double v : values) {
            largest = Math.max(largest, v);
        }
        return largest;
    }

    private ConstrainedResult result(Status status) {
        Point point = status == Status.CONVERGED ? current : leastViolating;
        OpenLoop trajectory = point.trajectory;
        Optional<IlqrResult> solved = point.inner;
        Optional<NonFiniteException> failure =
                current.inner.flatMap(IlqrResult::failure).map(augmented::named);
        double lastResidual = largest(residual);
        values.evaluate(trajectory.states(), trajectory.controls());
        return new ConstrainedResult(
                status,
                trajectory.states(),
                trajectory.controls(),
                trajectory.cost(problem.trajectory().cost()),
                values.worst(),
                values.multipliers(),
                lastResidual,
                solved.map(IlqrResult::gradientNorm).orElse(Double.POSITIVE_INFINITY),
                outerIterations,
                innerIterations,
                solved,
                failure);
    }
}
