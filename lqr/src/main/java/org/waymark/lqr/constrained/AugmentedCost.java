package org.waymark.lqr.constrained;

import java.util.Arrays;
import org.waymark.lqr.Cost;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.StageExpansion;

/**
 * A cost with its constraints: ℓ + Σ ψ(g_i; λ_i, ρ) over the constraints of the time step (Nocedal and Wright 2006, eq. 17.36, 17.64).
 *
 * <pre>
 *   ψ = λg + ½ρg²           for an equality, and for an inequality with λ + ρg > 0
 *   ψ = −λ²/2ρ              otherwise
 * </pre>
 *
 * <p>Its expansion has the gradient λ̂ ∂g with λ̂ = λ + ρg (or 0) and the Hessian ρ ∂gᵀ∂g + λ̂ ∂²g. A constraint that is NaN or infinite
 * makes the cost or its gradient NaN, which the solver deals with, and its place is remembered.
 */
final class AugmentedCost implements Cost {
    private final Cost cost;
    private final ConstraintValues values;
    private final ConstraintTerm[] terms;
    private final ThreadLocal<Scratch> scratch;
    private volatile NonFiniteException lastFailure;

    AugmentedCost(Cost cost, ConstraintValues values, int stateSize, int controlSize) {
        this.cost = cost;
        this.values = values;
        terms = values.terms();
        scratch = ThreadLocal.withInitial(() -> new Scratch(terms, stateSize, controlSize));
    }

    /** What one thread works with. */
    private static final class Scratch {
        /** For each constraint: g, λ̂, and ∂g/∂y. */
        final double[][] value;

        final double[][] weight;
        final double[][] jacobian;
        final double[] hessian;
        final double[] noControl;

        Scratch(ConstraintTerm[] terms, int n, int m) {
            value = new double[terms.length][];
            weight = new double[terms.length][];
            jacobian = new double[terms.length][];
            for (int k = 0; k < terms.length; k++) {
                int size = terms[k].constraint().size();
                value[k] = new double[size];
                weight[k] = new double[size];
                jacobian[k] = new double[size * (n + m)];
            }
            hessian = new double[(n + m) * (n + m)];
            noControl = new double[m];
            Arrays.fill(noControl, Double.NaN);
        }
    }

    @Override
    public double running(double[] state, double[] control, int t) {
        return cost.running(state, control, t) + augmentation(scratch.get(), state, control, t);
    }

    @Override
    public double terminal(double[] state) {
        Scratch s = scratch.get();
        return cost.terminal(state) + augmentation(s, state, s.noControl, values.horizon());
    }

    private double augmentation(Scratch s, double[] state, double[] control, int t) {
        double sum = 0;
        for (int k = 0; k < terms.length; k++) {
            if (terms[k].holdsAt(t)) {
                double[] g = s.value[k];
                terms[k].constraint().value(state, control, t, g);
                for (int i = 0; i < g.length; i++) {
                    sum += augmentation(k, t, i, g[i]);
                }
            }
        }
        return sum;
    }

    /** ψ, or NaN. */
    private double augmentation(int k, int t, int i, double g) {
        if (!Double.isFinite(g)) {
            return failed(terms[k].name(), g, t, i);
        }
        double lambda = values.multiplier(k, t, i);
        double rho = values.penalty(k);
        return active(terms[k], lambda + rho * g) ? (lambda + 0.5 * rho * g) * g : -0.5 * lambda * lambda / rho;
    }

    private static boolean active(ConstraintTerm term, double estimate) {
        return term.kind() == ConstraintTerm.Kind.EQUALITY || estimate > 0;
    }

    @Override
    public void expandRunning(double[] state, double[] control, int t, double weight, StageExpansion into) {
        cost.expandRunning(state, control, t, weight, into);
        expand(scratch.get(), state, control, t, weight, state.length + control.length, into);
    }

    @Override
    public void expandTerminal(double[] state, double weight, StageExpansion into) {
        cost.expandTerminal(state, weight, into);
        Scratch s = scratch.get();
        expand(s, state, s.noControl, values.horizon(), weight, state.length, into);
    }

    /** @param read how many of the n+m derivatives count: those of the state alone at T */
    private void expand(
            Scratch s, double[] state, double[] control, int t, double weight, int read, StageExpansion into) {
        int size = state.length + control.length;
        boolean any = false;
        for (int k = 0; k < terms.length; k++) {
            if (terms[k].holdsAt(t) && estimate(s, k, state, control, t, weight, into)) {
                if (!any) {
                    Arrays.fill(s.hessian, 0);
                    any = true;
                }
                addTerm(s, k, state, control, t, weight, read, into);
            }
        }
        if (!any) {
            return;
        }
        for (int i = 0; i < read; i++) {
            for (int j = 0; j < read; j++) {
                double h = s.hessian[i * size + j];
                if (h != 0) {
                    into.addHessian(i, j, weight * h);
                }
            }
        }
    }

    /** Writes g and λ̂, adds ψ; returns whether any entry is active. */
    private boolean estimate(
            Scratch s, int k, double[] state, double[] control, int t, double weight, StageExpansion into) {
        double[] g = s.value[k];
        terms[k].constraint().value(state, control, t, g);
        boolean any = false;
        for (int i = 0; i < g.length; i++) {
            double estimate = values.multiplier(k, t, i) + values.penalty(k) * g[i];
            boolean active = active(terms[k], estimate);
            s.weight[k][i] = active ? estimate : 0;
            any |= active;
            into.addValue(weight * augmentation(k, t, i, g[i]));
        }
        return any;
    }

    private void addTerm(
            Scratch s, int k, double[] state, double[] control, int t, double weight, int read, StageExpansion into) {
        Constraint constraint = terms[k].constraint();
        int size = state.length + control.length;
        double rho = values.penalty(k);
        double[] jacobian = s.jacobian[k];
        constraint.jacobian(state, control, t, jacobian);
        for (int i = 0; i < s.value[k].length; i++) {
            double estimate = s.weight[k][i];
            int row = i * size;
            for (int a = 0; a < read; a++) {
                double slope = jacobian[row + a];
                if (slope == 0 || !active(terms[k], estimate)) {
                    continue;
                }
                if (!Double.isFinite(slope)) {
                    failed(terms[k].name() + ": jacobian", slope, t, row + a);
                }
                into.addGradient(a, weight * estimate * slope);
                for (int b = 0; b < read; b++) {
                    s.hessian[a * size + b] += rho * slope * jacobian[row + b];
                }
            }
        }
        constraint.addCurvature(state, control, t, s.weight[k], s.hessian);
    }

    private double failed(String name, double value, int t, int index) {
        lastFailure = new NonFiniteException("constraint " + name, value, t, index);
        return Double.NaN;
    }

    /** What went wrong, if it was a constraint that made the cost so; otherwise {@code found}. */
    NonFiniteException named(NonFiniteException found) {
        NonFiniteException own = lastFailure;
        return own != null && own.t() == found.t() && found.quantity().contains("cost") ? own : found;
    }
}
