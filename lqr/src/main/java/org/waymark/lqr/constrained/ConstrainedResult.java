package org.waymark.lqr.constrained;

import java.util.List;
import java.util.Optional;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.ilqr.IlqrResult;

/**
 * What {@link AugmentedLagrangian} found. Unless it converged, the trajectory is the least violating one met.
 *
 * @param status why it stopped
 * @param states x_0…x_T, (T+1) × n
 * @param controls u_0…u_{T−1}, T × m
 * @param cost Σ ℓ + ℓ_f of this trajectory, without multipliers and penalties
 * @param violations where each constraint is violated most, in their order
 * @param multipliers those that go with the last trajectory, to start the next solve from
 * @param residual the largest violation or lack of complementarity |min(−g, λ)| after the last outer iteration
 * @param stationarity the largest entry of the projected gradient of the Lagrangian in the controls, as in
 *     {@link IlqrResult#gradientNorm}; infinite if it was never computed
 * @param outerIterations updates of the multipliers
 * @param innerIterations of iLQR, all together
 * @param inner the last inner solve, with the gains of the controller; empty if there was none. Its cost is the augmented one
 * @param failure what was not finite
 */
public record ConstrainedResult(
        Status status,
        TimeVaryingMatrix states,
        TimeVaryingMatrix controls,
        double cost,
        List<Violation> violations,
        Multipliers multipliers,
        double residual,
        double stationarity,
        int outerIterations,
        int innerIterations,
        Optional<IlqrResult> inner,
        Optional<NonFiniteException> failure) {
    /** Why it stopped. */
    public enum Status {
        /** All constraints hold and are complementary within the tolerance, and the Lagrangian is stationary. */
        CONVERGED,
        /**
         * Several outer iterations with growing penalties did not lower the violation: the constraints contradict each other, or the guess
         * leads to a point from which no small change gets closer to them.
         */
        INFEASIBLE_SUSPECTED,
        /** The constraints that are violated have the largest penalty allowed. */
        PENALTY_LIMIT,
        /** The outer iterations are used up. */
        ITERATION_LIMIT,
        /** An inner solve could not take a single step, and the constraints do not hold. */
        INNER_FAILED,
        /** A derivative, or each trajectory tried, is not finite: {@link ConstrainedResult#failure} says where. */
        NON_FINITE,
        /** The listener asked to stop. */
        CANCELLED
    }

    public ConstrainedResult {
        violations = List.copyOf(violations);
    }

    /** The largest violation; 0 without constraints. */
    public double violation() {
        return violations.stream().mapToDouble(Violation::value).max().orElse(0);
    }
}
