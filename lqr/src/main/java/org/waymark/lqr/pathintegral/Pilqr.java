package org.waymark.lqr.pathintegral;

import java.util.List;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.solver.KlUpdate;
import org.waymark.lqr.solver.PolicyPenalty;

/**
 * PILQR: first the linear-quadratic regulator improves the controller for what a fitted model explains of the cost, then PI² for what it
 * leaves.
 *
 * <ol>
 *   <li>Replay: each rollout's deviates z go through the previous controller in the model; ĉ are the costs there, c − ĉ the residual.
 *   <li>Bounds ε_t: smaller where the residual is a large share of the cost, larger where it is a small one.
 *   <li>LQR: min_p Ê_p[ĉ] subject to KL(p_t ‖ p̄_t) ≤ ε_t for each t.
 *   <li>PI²: the deviates, as if p had drawn them, weighted by exp(−(c − ĉ)/η_t) summed from t on; η_t is that of PI² on the whole cost.
 * </ol>
 *
 * <p>Source: Chebotar, Hausman, Zhang, Sukhatme, Schaal and Levine 2017. Differs from the 2017 reference
 * implementation (cbfinn/gps) in how the multipliers of step 3 are searched, and in weighing against uniform weights ({@link
 * Pi2.Options#centred()}): a model that explains the cost wholly leaves the controller of step 3 as it is.
 *
 * <p>Immutable, for any number of threads.
 */
public final class Pilqr {
    private final Options options;
    private final Pi2 pi2;
    private final StepwiseUpdate lqr;

    public Pilqr(Options options) {
        this.options = options;
        this.pi2 = new Pi2(options.pi2());
        this.lqr = new StepwiseUpdate(options.maxPasses(), options.tolerance());
    }

    /**
     * @param pi2 of step 4
     * @param steps of step 2
     * @param maxPasses how many sets of multipliers step 3 tries, ≥ 1
     * @param tolerance how near KL_t must come to ε_t, as a fraction of it, in (0, 1)
     */
    public record Options(Pi2.Options pi2, KlSteps.Rule steps, int maxPasses, double tolerance) {
        public Options {
            if (pi2 == null || steps == null) {
                throw new IllegalArgumentException((pi2 == null ? "pi2" : "steps") + ": expected options, found null");
            }
            if (maxPasses < 1) {
                throw new IllegalArgumentException("maxPasses: expected a number ≥ 1, found " + maxPasses);
            }
            if (!(tolerance > 0 && tolerance < 1)) {
                throw new IllegalArgumentException("tolerance: expected a number in (0, 1), found " + tolerance);
            }
        }

        /** Those of {@link Pi2.Options} and {@link KlSteps.Rule}; 50 passes, a tenth. */
        public static Options defaults() {
            return new Options(Pi2.Options.defaults(), KlSteps.Rule.defaults(), 50, 0.1);
        }

        public Options withPi2(Pi2.Options value) {
            return new Options(value, steps, maxPasses, tolerance);
        }

        public Options withSteps(KlSteps.Rule value) {
            return new Options(pi2, value, maxPasses, tolerance);
        }

        public Options withMaxPasses(int value) {
            return new Options(pi2, steps, value, tolerance);
        }

        public Options withTolerance(double value) {
            return new Options(pi2, steps, maxPasses, value);
        }
    }

    /**
     * One update.
     *
     * @param model fitted to the rollouts
     * @param cost a quadratic model of the cost around them
     * @param previous p̄: the controller that acted or, with {@link Pi2.Controls#APPLIED}, that what acted is seen as
     * @param rollouts at least two
     * @param costs of these rollouts, in their order
     * @param steps of the last update; {@link KlSteps#constant} at first
     * @throws IllegalArgumentException if there are fewer than two rollouts, or shapes disagree
     * @throws NonFiniteException if the model or the quadratic cost holds a NaN or an infinity, or costs overflow in the replay
     */
    public PilqrUpdate update(
            LinearGaussianModel model,
            QuadraticCost cost,
            LinearGaussianController previous,
            List<Rollout> rollouts,
            SampledCosts costs,
            KlSteps steps) {
        return improve(model, cost, previous, rollouts, costs, steps, null);
    }

    /** One update with a pull towards the global policy; parameters and errors as without. */
    public PilqrUpdate update(
            LinearGaussianModel model,
            QuadraticCost cost,
            LinearGaussianController previous,
            List<Rollout> rollouts,
            SampledCosts costs,
            KlSteps steps,
            PolicyPenalty penalty) {
        Pi2.requireFits(previous, penalty);
        return improve(model, cost, previous, rollouts, costs, steps, penalty);
    }

    private PilqrUpdate improve(
            LinearGaussianModel model,
            QuadraticCost cost,
            LinearGaussianController previous,
            List<Rollout> rollouts,
            SampledCosts costs,
            KlSteps steps,
            PolicyPenalty penalty) {
        int n = model.stateSize();
        int m = model.controlSize();
        previous.gain().requireShape("controller gain", model.horizon(), m, n);
        cost.hessian().requireShape("cost hessian", model.horizon(), n + m, n + m);
        cost.finalHessian().requireShape("final cost hessian", 1, n, n);
        steps.bounds().requireShape("KL bounds", model.horizon(), 1, 1);
        Deviates deviates = Deviates.of(previous, rollouts, options.pi2().controls());
        Pi2.requireFits(previous, rollouts, costs);
        SampledCosts residual =
                costs.minus(ModelCosts.replay(model, cost, previous, rollouts, deviates, costs.cluster()));
        KlSteps adapted = steps.adapted(costs, residual, options.steps());
        StepwiseUpdate.Result step = lqr.solve(model, cost, previous, adapted, penalty);
        boolean failed = step.update().status() == KlUpdate.Status.NOT_POSITIVE_DEFINITE;
        double[] temperatures = pi2.temperatures(costs, penalty);
        return new PilqrUpdate(
                step.update(),
                pi2.update(step.update().controller(), deviates, failed ? costs : residual, temperatures),
                failed ? adapted : adapted.withMultipliers(step.multipliers()),
                KlSteps.unexplained(costs, residual));
    }
}
