package org.waymark.lqr.pathintegral;

import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.solver.KlConstrainedUpdate;
import org.waymark.lqr.solver.KlUpdate;
import org.waymark.lqr.solver.PolicyPenalty;

/**
 * The linear-quadratic update with a bound for each time step:
 *
 * <pre>
 *   min_p E_p[Σ_t ℓ_t + ℓ_f] + Σ_t λ_t KL(p_t ‖ π_t)   subject to   KL(p_t ‖ p̄_t) ≤ ε_t for each t.
 * </pre>
 *
 * <p>At multipliers η_t the minimiser is one Riccati recursion. The multipliers are found by the fixed-point iteration
 * η_t ← η_t √(KL_t/ε_t): far from the unconstrained minimum KL_t falls as 1/η_t². It ends when each KL_t is near ε_t, or below it with
 * η_t at its floor.
 */
final class StepwiseUpdate {
    private static final double FLOOR = 1e-8;
    private static final double CEILING = 1e16;
    /** No bound on the whole trajectory. */
    private static final double FREE = 1e300;

    private static final double GREATEST_CHANGE = 10;

    private final int maxPasses;
    private final double tolerance;

    StepwiseUpdate(int maxPasses, double tolerance) {
        this.maxPasses = maxPasses;
        this.tolerance = tolerance;
    }

    /**
     * @param update the controller, KL_t, and the largest η_t as its eta
     * @param multipliers η, [T]
     */
    record Result(KlUpdate update, double[] multipliers) {}

    /** @param penalty or null */
    Result solve(
            LinearGaussianModel model,
            QuadraticCost cost,
            LinearGaussianController anchor,
            KlSteps steps,
            PolicyPenalty penalty) {
        KlConstrainedUpdate solver =
                new KlConstrainedUpdate(KlConstrainedUpdate.Options.defaults().withMinEta(FLOOR));
        double[] eta = steps.multipliers().toArray();
        double[] feasible = null;
        KlUpdate best = null;
        int backward = 0;
        int raised = 0;
        for (int pass = 0; pass < maxPasses; pass++) {
            TwoAnchors anchors = TwoAnchors.of(cost, anchor, eta, penalty);
            KlUpdate update = solver.solve(model, anchors.cost(), anchor, FREE, FLOOR, anchors.penalty());
            backward += update.backwardPasses();
            raised += update.raisedEta();
            if (update.status() == KlUpdate.Status.NOT_POSITIVE_DEFINITE) {
                return new Result(ended(update, update.status(), eta, backward, raised), eta);
            }
            if (update.eta() > FLOOR) {
                // the whole had to be held back for a minimum to exist
                for (int t = 0; t < eta.length; t++) {
                    eta[t] += update.eta();
                }
            }
            Verdict verdict = judge(update.klPerStep(), steps, eta);
            if (verdict == Verdict.MET) {
                return new Result(ended(update, KlUpdate.Status.CONVERGED, eta, backward, raised), eta);
            }
            if (verdict == Verdict.FEASIBLE && (best == null || update.kl() > best.kl())) {
                best = update;
                feasible = eta.clone();
            }
            if (pass < maxPasses - 1) {
                adjust(eta, update.klPerStep(), steps);
            } else if (best == null) {
                return new Result(ended(update, KlUpdate.Status.BOUND_NOT_MET, eta, backward, raised), eta);
            }
        }
        return new Result(ended(best, KlUpdate.Status.BOUND_KEPT, feasible, backward, raised), feasible);
    }

    private enum Verdict {
        /** Each KL_t is near ε_t, or below it with η_t at its floor. */
        MET,
        /** No KL_t is above ε_t. */
        FEASIBLE,
        INFEASIBLE
    }

    private Verdict judge(double[] kl, KlSteps steps, double[] eta) {
        Verdict verdict = Verdict.MET;
        for (int t = 0; t < kl.length; t++) {
            double ratio = kl[t] / steps.bounds().get(t, 0);
            if (!(ratio <= 1 + tolerance)) {
                return Verdict.INFEASIBLE;
            }
            if (ratio < 1 - tolerance && eta[t] > FLOOR) {
                verdict = Verdict.FEASIBLE;
            }
        }
        return verdict;
    }

    private static void adjust(double[] eta, double[] kl, KlSteps steps) {
        for (int t = 0; t < eta.length; t++) {
            double factor = Math.sqrt(kl[t] / steps.bounds().get(t, 0));
            factor = Math.max(1 / GREATEST_CHANGE, Math.min(GREATEST_CHANGE, factor));
            eta[t] = Math.max(FLOOR, Math.min(CEILING, factor * eta[t]));
        }
    }

    private static KlUpdate ended(KlUpdate update, KlUpdate.Status status, double[] eta, int backward, int raised) {
        double largest = 0;
        for (double value : eta) {
            largest = Math.max(largest, value);
        }
        return new KlUpdate(
                update.controller(),
                largest,
                update.kl(),
                update.klPerStep(),
                status,
                backward,
                raised,
                update.marginals());
    }
}
