package org.waymark.lqr.constrained;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * Constraints, multipliers and penalties of one problem along one trajectory: the workspace of the outer iterations.
 *
 * <p>Entry i of constraint k at time step t is element {@code offset[k] + (t − first)·size + i}.
 */
final class ConstraintValues {
    private final ConstraintTerm[] terms;
    private final int horizon;
    private final int controlSize;
    private final int[] offset;
    private final double[] value;
    private final double[] multiplier;
    private final double[] penalty;
    private final double[] state;
    private final double[] control;
    private final double[] noControl;
    private final double[][] scratch;

    ConstraintValues(ConstrainedProblem problem) {
        terms = problem.constraints().toArray(new ConstraintTerm[0]);
        horizon = problem.trajectory().horizon();
        controlSize = problem.trajectory().controlSize();
        offset = new int[terms.length];
        scratch = new double[terms.length][];
        int count = 0;
        for (int k = 0; k < terms.length; k++) {
            offset[k] = count;
            count += terms[k].count();
            scratch[k] = new double[terms[k].constraint().size()];
        }
        value = new double[count];
        multiplier = new double[count];
        penalty = new double[terms.length];
        state = new double[problem.trajectory().stateSize()];
        control = new double[controlSize];
        noControl = new double[controlSize];
        Arrays.fill(noControl, Double.NaN);
    }

    ConstraintTerm[] terms() {
        return terms;
    }

    int horizon() {
        return horizon;
    }

    double multiplier(int k, int t, int i) {
        return multiplier[at(k, t, i)];
    }

    double penalty(int k) {
        return penalty[k];
    }

    private int at(int k, int t, int i) {
        return offset[k] + (t - terms[k].first()) * scratch[k].length + i;
    }

    /** @throws IllegalArgumentException if they are not those of this problem */
    void load(Multipliers from) {
        if (from.terms().size() != terms.length) {
            throw new IllegalArgumentException("multipliers: expected those of " + terms.length
                    + " constraints, found those of " + from.terms().size());
        }
        for (int k = 0; k < terms.length; k++) {
            Multipliers.Term term = from.terms().get(k);
            if (!term.name().equals(terms[k].name()) || term.first() != terms[k].first()) {
                throw new IllegalArgumentException("multipliers[" + k + "]: expected those of " + terms[k].name()
                        + " from t = " + terms[k].first() + ", found those of " + term.name() + " from t = "
                        + term.first());
            }
            term.value().requireShape("multipliers of " + term.name(), terms[k].steps(), scratch[k].length, 1);
            double[] lambda = term.value().toArray();
            requireSign(terms[k], lambda);
            System.arraycopy(lambda, 0, multiplier, offset[k], lambda.length);
            penalty[k] = term.penalty();
        }
    }

    private static void requireSign(ConstraintTerm term, double[] lambda) {
        for (double v : lambda) {
            if (term.kind() == ConstraintTerm.Kind.INEQUALITY && v < 0) {
                throw new IllegalArgumentException("multipliers of " + term.name()
                        + ": expected none below 0, because it is an inequality, found " + v);
            }
        }
    }

    Multipliers multipliers() {
        List<Multipliers.Term> all = new ArrayList<>();
        for (int k = 0; k < terms.length; k++) {
            double[] lambda = Arrays.copyOfRange(multiplier, offset[k], offset[k] + terms[k].count());
            all.add(new Multipliers.Term(
                    terms[k].name(),
                    terms[k].first(),
                    TimeVaryingMatrix.ofVectors(terms[k].steps(), scratch[k].length, lambda),
                    penalty[k]));
        }
        return new Multipliers(all);
    }

    /**
     * Evaluates g along a trajectory.
     *
     * @throws NonFiniteException naming constraint, time step and entry if one is NaN or infinite
     */
    void evaluate(TimeVaryingMatrix states, TimeVaryingMatrix controls) {
        for (int t = 0; t <= horizon; t++) {
            states.read(t, state);
            if (t < horizon) {
                controls.read(t, control);
            }
            for (int k = 0; k < terms.length; k++) {
                if (terms[k].holdsAt(t)) {
                    terms[k].constraint().value(state, t < horizon ? control : noControl, t, scratch[k]);
                    NonFiniteException.check("constraint " + terms[k].name(), scratch[k], t);
                    System.arraycopy(scratch[k], 0, value, at(k, t, 0), scratch[k].length);
                }
            }
        }
    }

    /** Where constraint k is violated most. */
    Violation worst(int k) {
        int worst = 0;
        double most = -1;
        for (int i = 0; i < terms[k].count(); i++) {
            double violation = terms[k].violation(value[offset[k] + i]);
            if (violation > most) {
                most = violation;
                worst = i;
            }
        }
        int size = scratch[k].length;
        return new Violation(terms[k].name(), terms[k].first() + worst / size, worst % size, most);
    }

    List<Violation> worst() {
        List<Violation> all = new ArrayList<>();
        for (int k = 0; k < terms.length; k++) {
            all.add(worst(k));
        }
        return all;
    }

    /** Largest violation of constraint k, or |min(−g, λ)| if that is larger: 0 where feasible and complementary. */
    double residual(int k) {
        double largest = 0;
        for (int i = offset[k]; i < offset[k] + terms[k].count(); i++) {
            double r = terms[k].kind() == ConstraintTerm.Kind.EQUALITY
                    ? value[i]
                    : Math.max(value[i], -Math.max(0, estimate(k, i)));
            largest = Math.max(largest, Math.abs(r));
        }
        return largest;
    }

    /** The largest violation of any constraint. */
    double violation() {
        double largest = 0;
        for (int k = 0; k < terms.length; k++) {
            largest = Math.max(largest, worst(k).value());
        }
        return largest;
    }

    private double estimate(int k, int i) {
        return multiplier[i] + penalty[k] * value[i];
    }

    /** λ ← λ + ρg, or max(0, λ + ρg): Nocedal and Wright 2006, eq. 17.39. */
    void updateMultipliers() {
        for (int k = 0; k < terms.length; k++) {
            for (int i = offset[k]; i < offset[k] + terms[k].count(); i++) {
                double estimate = estimate(k, i);
                multiplier[i] = terms[k].kind() == ConstraintTerm.Kind.EQUALITY ? estimate : Math.max(0, estimate);
            }
        }
    }

    /** False if the penalty is already the largest allowed. */
    boolean raisePenalty(int k, double factor, double most) {
        boolean below = penalty[k] < most;
        penalty[k] = Math.min(most, penalty[k] * factor);
        return below;
    }

    double largestPenalty() {
        double largest = 0;
        for (double p : penalty) {
            largest = Math.max(largest, p);
        }
        return largest;
    }
}
