package org.waymark.lqr.solver;

import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * The update of a linear-Gaussian controller within a trust region:
 *
 * <pre>
 *   min_p E_p[Σ_t ℓ_t + ℓ_f] + Σ_t λ_t KL(p_t ‖ π_t)   subject to   Σ_t KL(p_t ‖ p̄_t) ≤ ε,
 * </pre>
 *
 * <p>where KL(p_t ‖ q_t) stands for E_{x_t∼p}[KL(p(u|x_t) ‖ q(u|x_t))]. At a multiplier η the minimiser is a linear-quadratic regulator
 * (backward pass); its divergence follows from its marginals (forward pass), falls as η rises, and is brought to ε by a search over
 * log η between limits that close in:
 *
 * <ol>
 *   <li>KL within the tolerance of ε: done.
 *   <li>KL &lt; ε: η is the new upper limit; go on with the geometric mean of the limits, but not below a tenth of η.
 *   <li>KL &gt; ε: η is the new lower limit; go on with the geometric mean, but not above ten times η.
 *   <li>A Q_uu is not positive definite: η is the new lower limit. While no η is known to work, η rises by 1e-4, 2e-4, 4e-4, ….
 *   <li>KL &lt; ε three times in a row, with no lower limit found: the smallest η is tried, and if the bound holds there too, is the
 *       answer.
 * </ol>
 *
 * <p>Source: Levine and Abbeel 2014, section 3 and appendix A; with λ, Levine, Finn, Darrell and Abbeel 2016, appendix A. Differs from
 * the 2017 reference implementation (cbfinn/gps) in steps 4 (there, the lower limit does not move) and 5 (there, 50 passes are spent),
 * and in returning the best feasible controller where that one returns the last; wherever neither comes up, the passes are the same.
 *
 * <p>An instance owns the workspace, sized at first use and kept until the problem's size changes. It is for one thread at a time.
 */
public final class KlConstrainedUpdate {
    private final Options options;
    private SurrogateProblem problem;

    public KlConstrainedUpdate(Options options) {
        this.options = options;
    }

    /**
     * @param maxPasses how many values of η to try, ≥ 1
     * @param tolerance how near KL must come to ε, as a fraction of ε, in (0, 1)
     * @param minEta smallest η, > 0
     * @param maxEta largest η, > minEta
     */
    public record Options(int maxPasses, double tolerance, double minEta, double maxEta) {
        public Options {
            if (maxPasses < 1) {
                throw new IllegalArgumentException("maxPasses: expected a number ≥ 1, found " + maxPasses);
            }
            if (!(tolerance > 0 && tolerance < 1)) {
                throw new IllegalArgumentException("tolerance: expected a number in (0, 1), found " + tolerance);
            }
            Shapes.requirePositive("minEta", minEta);
            Shapes.requirePositive("maxEta", maxEta);
            if (minEta >= maxEta) {
                throw new IllegalArgumentException(
                        "maxEta: expected a number > minEta = " + minEta + ", found " + maxEta);
            }
        }

        /** 50 passes, tolerance 0.1, η in [1e-8, 1e16]: those of the 2017 reference implementation. */
        public static Options defaults() {
            return new Options(50, 0.1, 1e-8, 1e16);
        }

        public Options withMaxPasses(int passes) {
            return new Options(passes, tolerance, minEta, maxEta);
        }

        public Options withTolerance(double fraction) {
            return new Options(maxPasses, fraction, minEta, maxEta);
        }

        public Options withMinEta(double eta) {
            return new Options(maxPasses, tolerance, eta, maxEta);
        }

        public Options withMaxEta(double eta) {
            return new Options(maxPasses, tolerance, minEta, eta);
        }
    }

    /**
     * Solves with λ = 0.
     *
     * @param anchor p̄: the controller that the new one must stay near; its distance is measured under the new one's marginals
     * @param klBound ε > 0, nats, over the whole trajectory
     * @param initialEta > 0, where to begin; the η of the last update is best
     * @throws IllegalArgumentException if sizes differ, or ε or η is not positive
     * @throws NonFiniteException if the model or the cost holds a NaN or an infinity
     */
    public KlUpdate solve(
            LinearGaussianModel model,
            QuadraticCost cost,
            LinearGaussianController anchor,
            double klBound,
            double initialEta) {
        return search(model, cost, anchor, klBound, initialEta, null);
    }

    /** Solves with a pull towards the global policy; parameters and errors as without. */
    public KlUpdate solve(
            LinearGaussianModel model,
            QuadraticCost cost,
            LinearGaussianController anchor,
            double klBound,
            double initialEta,
            PolicyPenalty penalty) {
        Shapes.requireController("penalty policy", model, penalty.policy());
        return search(model, cost, anchor, klBound, initialEta, penalty);
    }

    private KlUpdate search(
            LinearGaussianModel model,
            QuadraticCost cost,
            LinearGaussianController anchor,
            double klBound,
            double initialEta,
            PolicyPenalty penalty) {
        Shapes.requireCost(model, cost);
        Shapes.requireController("anchor", model, anchor);
        Shapes.requirePositive("KL bound", klBound);
        Shapes.requirePositive("initial eta", initialEta);
        if (problem == null || !problem.fits(model)) {
            problem = new SurrogateProblem(model.horizon(), model.stateSize(), model.controlSize());
        }
        problem.read(model, cost, anchor, penalty);
        double start = Math.min(Math.max(initialEta, options.minEta()), options.maxEta());
        EtaSearch search = new EtaSearch(problem, options, klBound);
        KlUpdate.Status status = search.run(start);
        if (search.metTrouble()) {
            requireFinite("model transition", model.transition());
            requireFinite("model offset", model.offset());
            requireFinite("model noise", model.noise());
            NonFiniteException.check("initial state mean", model.initialState().mean(), -1);
            NonFiniteException.check(
                    "initial state covariance", model.initialState().covariance(), -1);
            requireFinite("cost hessian", cost.hessian());
            requireFinite("cost gradient", cost.gradient());
            requireFinite("final cost hessian", cost.finalHessian());
            requireFinite("final cost gradient", cost.finalGradient());
        }
        if (status == KlUpdate.Status.NOT_POSITIVE_DEFINITE) {
            return new KlUpdate(
                    anchor,
                    initialEta,
                    0,
                    new double[model.horizon()],
                    status,
                    search.backwardPasses(),
                    search.raised(),
                    GaussianForwardPass.propagate(model, anchor));
        }
        LinearGaussianController controller = problem.controller();
        return new KlUpdate(
                controller,
                search.eta(),
                search.kl(),
                problem.klPerStep(),
                status,
                search.backwardPasses(),
                search.raised(),
                problem.marginals(controller));
    }

    private static void requireFinite(String quantity, TimeVaryingMatrix values) {
        int i = values.firstNonFinite();
        if (i >= 0) {
            int size = values.rows() * values.cols();
            throw new NonFiniteException(quantity, values.toArray()[i], i / size, i % size);
        }
    }
}
