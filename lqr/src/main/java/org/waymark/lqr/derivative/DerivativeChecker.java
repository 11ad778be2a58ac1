package org.waymark.lqr.derivative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.waymark.lqr.Cost;
import org.waymark.lqr.DifferentiableModel;
import org.waymark.lqr.TrajectoryProblem;

/**
 * Compares the derivatives that a model and a cost give with differences, and names the wrong entries.
 *
 * <pre>{@code
 *   DerivativeChecker.of(problem).atRandom(random, 20, 1.0).requireCorrect();
 * }</pre>
 *
 * <p>First derivatives are compared with differences of the values, second ones with differences of the given first ones, and only where
 * those are right. An entry is wrong if it is further from its difference than ten times the latter's uncertainty and 1e-8·(1 + its
 * magnitude): the uncertainty is found by comparing two steps. It is also checked that Hessians are symmetric, everything is finite and
 * written, and what is to be added is added, with its weight. Near a kink, and where a function changes much within 1e-4, differences
 * are not to be believed, and the uncertainty is large.
 */
public final class DerivativeChecker {
    private final DifferentiableModel model;
    private final Cost cost;
    private final int n;
    private final int m;
    private final int horizon;
    private final boolean secondOrder;

    private DerivativeChecker(
            DifferentiableModel model, Cost cost, int stateSize, int controlSize, int horizon, boolean secondOrder) {
        this.model = model;
        this.cost = cost;
        this.n = stateSize;
        this.m = controlSize;
        this.horizon = horizon;
        this.secondOrder = secondOrder;
    }

    /** Checks the Jacobian, and the curvature if there is one. */
    public static DerivativeChecker of(DifferentiableModel model) {
        return new DerivativeChecker(model, null, model.stateSize(), model.controlSize(), 1, true);
    }

    /** Checks value, gradient and Hessian of both expansions. */
    public static DerivativeChecker of(Cost cost, int stateSize, int controlSize) {
        return new DerivativeChecker(null, cost, stateSize, controlSize, 1, true);
    }

    /**
     * Checks the cost, and the model.
     *
     * @throws IllegalArgumentException if the model has no derivatives
     */
    public static DerivativeChecker of(TrajectoryProblem problem) {
        if (!(problem.model() instanceof DifferentiableModel model)) {
            throw new IllegalArgumentException("model: expected a DifferentiableModel, found "
                    + problem.model().getClass().getName());
        }
        return new DerivativeChecker(
                model, problem.cost(), problem.stateSize(), problem.controlSize(), problem.horizon(), true);
    }

    /** Leaves second derivatives unchecked, for costs whose Hessians are meant to be approximate (Gauss-Newton). */
    public DerivativeChecker withoutSecondDerivatives() {
        return new DerivativeChecker(model, cost, n, m, horizon, false);
    }

    /** Random points then have a random time step 0…T−1, not 0. */
    public DerivativeChecker withHorizon(int newHorizon) {
        if (newHorizon < 1) {
            throw new IllegalArgumentException("horizon: expected ≥ 1, found " + newHorizon);
        }
        return new DerivativeChecker(model, cost, n, m, newHorizon, secondOrder);
    }

    /**
     * Checks at normally distributed points.
     *
     * @param random not kept
     * @param points how many
     * @param spread standard deviation of each state and control
     */
    public DerivativeReport atRandom(RandomGenerator random, int points, double spread) {
        List<DerivativeFinding> findings = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            double[] y = new double[n + m];
            for (int j = 0; j < y.length; j++) {
                y[j] = spread * random.nextGaussian();
            }
            check(y, random.nextInt(horizon), findings);
        }
        return new DerivativeReport(findings);
    }

    /**
     * Checks at one point.
     *
     * @param state x_t, [n]; the final cost is checked there too; not modified
     * @param control u_t, [m]; not modified
     */
    public DerivativeReport at(double[] state, double[] control, int t) {
        if (state.length != n || control.length != m) {
            throw new IllegalArgumentException("point: expected " + n + " states and " + m + " controls, found "
                    + state.length + " and " + control.length);
        }
        double[] y = Arrays.copyOf(state, n + m);
        System.arraycopy(control, 0, y, n, m);
        List<DerivativeFinding> findings = new ArrayList<>();
        check(y, t, findings);
        return new DerivativeReport(findings);
    }

    private void check(double[] y, int t, List<DerivativeFinding> findings) {
        if (model != null) {
            new ModelCheck(model, y, t, findings).run(secondOrder);
        }
        if (cost != null) {
            new CostCheck(cost, n, y, t, findings).run(secondOrder);
            new CostCheck(cost, n, y, CostCheck.FINAL, findings).run(secondOrder);
        }
    }
}
