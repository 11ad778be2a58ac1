package org.waymark.dynamics;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.Policy;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * Sees a policy u ~ N(μ(o), C) as a time-varying linear-Gaussian controller N(K_t x + k_t, S_t) around the rollouts of one cluster
 * (Montgomery and Levine 2016, section 3).
 *
 * <p>At each t = 0…T−1 the policy's means μ(o_t), not the controls that were applied, are regressed on the states x_t, by the same fit
 * and with a prior over [x; μ(o)]; S_t is what the regression leaves over, plus C.
 *
 * <p>The result depends on the arguments alone. Not thread-safe: an instance owns its workspace; use one per thread.
 */
public final class PolicyLinearizer {
    private static final double CONSTANT_OUTPUT_VARIANCE = 1e-5;
    private static final double RELATIVE_MINIMUM = 1e-13;

    private final PolicyLinearizerOptions options;
    private final Regularizer regularizer;
    private final MixtureEm em;
    private ConditionalFit regression = new ConditionalFit(0, 0);
    private NormalInverseWishart posterior = new NormalInverseWishart(0);

    public PolicyLinearizer(PolicyLinearizerOptions options) {
        this(options, Regularizer.ridge(options.regularization(), options.relativeRegularization()));
    }

    PolicyLinearizer(PolicyLinearizerOptions options, Regularizer regularizer) {
        this.options = options;
        this.regularizer = regularizer;
        this.em = new MixtureEm(options.prior());
    }

    /**
     * Linearises a policy around new rollouts, and remembers them.
     *
     * @param rollouts at least two, of equal sizes, whose observations the policy understands
     * @param prior what the last linearisation for this cluster returned, or {@link MixturePrior#empty()}
     * @param random used where a mixture begins or grows
     * @throws IllegalArgumentException if there are fewer than two rollouts, or sizes do not fit together
     * @throws NonFiniteException if the policy's mean is not finite
     */
    public LinearizedPolicy linearize(
            Policy policy, List<Rollout> rollouts, MixturePrior prior, RandomGenerator random) {
        check(policy, rollouts);
        return linearize(policy, rollouts, prior, remember(rollouts, prior), random);
    }

    /**
     * Linearises a policy once more around rollouts that the prior remembers already, because the policy has changed.
     *
     * @param rollouts those given to the linearisation that returned {@code prior}
     * @throws IllegalArgumentException if the latest rollouts of {@code prior} are others
     */
    public LinearizedPolicy relinearize(
            Policy policy, List<Rollout> rollouts, MixturePrior prior, RandomGenerator random) {
        check(policy, rollouts);
        if (remembers() && !prior.endsWith(Rollouts.sights(rollouts))) {
            throw new IllegalArgumentException("prior: expected one whose latest rollouts are the given ones, found "
                    + prior.rollouts() + " others");
        }
        return linearize(policy, rollouts, prior, prior, random);
    }

    private boolean remembers() {
        return options.prior().remembers(options.minRollouts());
    }

    private MixturePrior remember(List<Rollout> rollouts, MixturePrior prior) {
        if (!remembers()) {
            return prior;
        }
        Rollout first = rollouts.get(0);
        return prior.append(
                first.stateSize() + first.observationSize(),
                first.horizon(),
                Rollouts.sights(rollouts),
                options.prior().maxRollouts());
    }

    private LinearizedPolicy linearize(
            Policy policy, List<Rollout> rollouts, MixturePrior old, MixturePrior buffer, RandomGenerator random) {
        int n = rollouts.get(0).stateSize();
        int m = policy.controlSize();
        resize(n, m);
        double[] rows = means(policy, remembers() ? buffer.sharedRows() : Rollouts.sights(rollouts), n);
        if (options.prior().kind() != PriorOptions.Kind.MIXTURE) {
            return new LinearizedPolicy(regress(policy, rows, rollouts, buffer), buffer, EmReport.notRun());
        }
        MixtureEm.Fit mixture = em.fit(rows, n + m, old.mixture().orElse(null), random);
        MixturePrior next = buffer.with(mixture);
        return new LinearizedPolicy(regress(policy, rows, rollouts, next), next, mixture.report());
    }

    private static void check(Policy policy, List<Rollout> rollouts) {
        Rollouts.requireAlike(rollouts);
        Rollout first = rollouts.get(0);
        if (policy.observationSize() != first.observationSize() || policy.controlSize() != first.controlSize()) {
            throw new IllegalArgumentException("policy: expected " + first.observationSize() + " observations and "
                    + first.controlSize() + " controls as in the rollouts, found " + policy.observationSize() + " and "
                    + policy.controlSize());
        }
    }

    private void resize(int inputs, int outputs) {
        if (regression.inputs() != inputs || regression.outputs() != outputs) {
            regression = new ConditionalFit(inputs, outputs);
            posterior = new NormalInverseWishart(inputs + outputs);
        }
    }

    /** Rows [x; μ(o)] from rows [x; o]. */
    static double[] means(Policy policy, double[] sights, int n) {
        int p = policy.observationSize();
        int m = policy.controlSize();
        int count = sights.length / (n + p);
        double[] rows = new double[count * (n + m)];
        double[] observation = new double[p];
        double[] control = new double[m];
        for (int i = 0; i < count; i++) {
            System.arraycopy(sights, i * (n + p), rows, i * (n + m), n);
            System.arraycopy(sights, i * (n + p) + n, observation, 0, p);
            policy.mean(observation, control);
            NonFiniteException.check("policy mean", control, -1);
            System.arraycopy(control, 0, rows, i * (n + m) + n, m);
        }
        return rows;
    }

    /**
     * The fit itself.
     *
     * @param rows [remembered rollouts × T × (n+m)], the rollouts being fitted last
     * @param prior whose mixture {@code em} has just fitted to {@code rows}
     */
    LinearGaussianController regress(Policy policy, double[] rows, List<Rollout> rollouts, MixturePrior prior) {
        int horizon = rollouts.get(0).horizon();
        int n = regression.inputs();
        int m = regression.outputs();
        int size = n + m;
        int remembered = rows.length / (horizon * size);
        int used = Math.min(remembered, Math.max(rollouts.size(), options.minRollouts()));
        int first = (remembered - used) * horizon * size;
        double[] gain = new double[horizon * m * n];
        double[] offset = new double[horizon * m];
        double[] covariance = new double[horizon * m * m];
        double[] own = policy.covariance();
        NonFiniteException.check("policy covariance", own, -1);
        StepPrior known = known(prior, used);
        for (int t = 0; t < horizon; t++) {
            boolean informed = known.at(t, posterior);
            regression.fit(rows, first + t * size, horizon * size, used, informed ? posterior : null, regularizer, t);
            System.arraycopy(regression.transition, 0, gain, t * m * n, m * n);
            System.arraycopy(regression.offset, 0, offset, t * m, m);
            for (int i = 0; i < m * m; i++) {
                covariance[t * m * m + i] = regression.noise[i] + own[i];
            }
            keepPositive(covariance, t * m * m, m);
        }
        return new LinearGaussianController(
                TimeVaryingMatrix.of(horizon, m, n, gain),
                TimeVaryingMatrix.ofVectors(horizon, m, offset),
                TimeVaryingMatrix.of(horizon, m, m, covariance));
    }

    private StepPrior known(MixturePrior prior, int used) {
        return switch (options.prior().kind()) {
            case MIXTURE -> MixtureQuery.of(options.prior(), prior, em, used);
            case CONSTANT ->
                (t, out) -> {
                    out.constant(regression.inputs(), 1, CONSTANT_OUTPUT_VARIANCE, options.constantStrength());
                    return true;
                };
            default -> StepPrior.NONE;
        };
    }

    /** S_t must have a factor, so pivots may not be too small beside the largest entry either. */
    private void keepPositive(double[] covariance, int at, int m) {
        double largest = 0;
        for (int i = 0; i < m; i++) {
            largest = Math.max(largest, covariance[at + i * m + i]);
        }
        double[] floors = new double[m];
        Arrays.fill(floors, Math.max(options.minimumVariance(), RELATIVE_MINIMUM * largest));
        PositiveDefinite.floor(covariance, at, m, floors, new double[m * m]);
    }
}
