package org.waymark.lqr.constrained;

import java.util.ArrayList;
import java.util.List;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * Lagrange multipliers and penalties of the constraints of one problem: what a solve ends with, and what the next one can start from.
 *
 * <p>The Lagrangian is Σ ℓ + ℓ_f + Σ λ_i g_i, with a plus: λ ≥ 0 for an inequality g ≤ 0, and ∂(optimal cost)/∂ε = −λ if it is relaxed to
 * g ≤ ε, or an equality is moved to g = ε.
 *
 * @param terms one for each constraint of the problem, in its order
 */
public record Multipliers(List<Term> terms) {
    /**
     * Those of one constraint.
     *
     * @param name of the constraint
     * @param first the time step of the first multiplier
     * @param value λ, (number of its time steps) × size
     * @param penalty ρ > 0
     */
    public record Term(String name, int first, TimeVaryingMatrix value, double penalty) {
        /** @throws IllegalArgumentException if a multiplier is not finite or the penalty is not positive */
        public Term {
            int at = value.firstNonFinite();
            if (at >= 0) {
                throw new IllegalArgumentException("multipliers of " + name + ": expected finite numbers, found "
                        + value.toArray()[at] + " at t = " + (first + at / value.rows()));
            }
            Entries.positive("multipliers of " + name + ": penalty", penalty);
        }
    }

    public Multipliers {
        terms = List.copyOf(terms);
    }

    /** All zero, with the same penalty for each constraint. */
    public static Multipliers zero(ConstrainedProblem problem, double penalty) {
        List<Term> terms = new ArrayList<>();
        for (ConstraintTerm term : problem.constraints()) {
            TimeVaryingMatrix zeros =
                    TimeVaryingMatrix.zeros(term.steps(), term.constraint().size(), 1);
            terms.add(new Term(term.name(), term.first(), zeros, penalty));
        }
        return new Multipliers(terms);
    }

    /**
     * Those of the named constraint.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Term of(String name) {
        for (Term term : terms) {
            if (term.name.equals(name)) {
                return term;
            }
        }
        throw new IllegalArgumentException("multipliers: no constraint named " + name);
    }
}
