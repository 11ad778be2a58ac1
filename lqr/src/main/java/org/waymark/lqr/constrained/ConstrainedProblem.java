package org.waymark.lqr.constrained;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.waymark.lqr.TrajectoryProblem;

/**
 * A problem of trajectory optimisation with constraints on states and controls:
 *
 * <pre>
 *   min Σ_{t&lt;T} ℓ(x_t,u_t,t) + ℓ_f(x_T)   s.t.  x_{t+1} = f(x_t,u_t,t),   lower ≤ u_t ≤ upper,
 *       g_i(x_t,u_t,t) ≤ 0  and  h_j(x_t,u_t,t) = 0  at the time steps of each.
 * </pre>
 *
 * <p>Limits of single controls belong into the trajectory problem, which keeps them exactly.
 *
 * @param trajectory model, cost, limits of the controls, and horizon T
 * @param constraints in the order in which multipliers and violations are listed
 */
public record ConstrainedProblem(TrajectoryProblem trajectory, List<ConstraintTerm> constraints) {
    /** @throws IllegalArgumentException if two constraints share a name, or one holds beyond the horizon */
    public ConstrainedProblem {
        constraints = List.copyOf(constraints);
        Set<String> names = new HashSet<>();
        for (ConstraintTerm term : constraints) {
            if (!names.add(term.name())) {
                throw new IllegalArgumentException(
                        "constraints: expected each name once, found two named " + term.name());
            }
            if (term.last() > trajectory.horizon()) {
                throw new IllegalArgumentException("constraint " + term.name() + ": last step: expected at most T = "
                        + trajectory.horizon() + ", found " + term.last());
            }
        }
    }

    /** Without constraints yet. */
    public static ConstrainedProblem of(TrajectoryProblem trajectory) {
        return new ConstrainedProblem(trajectory, List.of());
    }

    /** With g ≤ 0 at the time steps first…last, both included; T is the final state. */
    public ConstrainedProblem withInequality(String name, Constraint g, int first, int last) {
        return with(new ConstraintTerm(name, ConstraintTerm.Kind.INEQUALITY, g, first, last));
    }

    /** With h = 0 at the time steps first…last, both included; T is the final state. */
    public ConstrainedProblem withEquality(String name, Constraint h, int first, int last) {
        return with(new ConstraintTerm(name, ConstraintTerm.Kind.EQUALITY, h, first, last));
    }

    /** With x_T = goal. */
    public ConstrainedProblem withGoal(double... goal) {
        return withEquality("goal", Goal.state(goal), trajectory.horizon(), trajectory.horizon());
    }

    private ConstrainedProblem with(ConstraintTerm term) {
        List<ConstraintTerm> more = new ArrayList<>(constraints);
        more.add(term);
        return new ConstrainedProblem(trajectory, more);
    }
}
