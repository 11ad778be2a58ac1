package org.waymark.dynamics;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * Fits time-varying linear-Gaussian dynamics x_{t+1} ~ N(F_t [x_t;u_t] + f_t, D_t), t = 0…T−1, to the rollouts of one cluster (Levine
 * and Abbeel 2014, section 4.2).
 *
 * <p>Each time step is a regression of its own, from as many rows as there are rollouts. With so few, the covariance of
 * [x_t;u_t;x_{t+1}] is the normal-inverse-Wishart posterior under a prior: taken from a Gaussian mixture over the transitions of all
 * time steps and recent iterations of the cluster, or from what {@link PooledPriorFitter} makes of those of all clusters. The mean stays
 * the sample mean.
 *
 * <p>The result depends on the arguments alone. Not thread-safe: an instance owns its workspace; use one per thread.
 */
public final class DynamicsFitter {
    private final DynamicsOptions options;
    private final Regularizer regularizer;
    private final MixtureEm em;
    private ConditionalFit regression = new ConditionalFit(0, 0);
    private NormalInverseWishart posterior = new NormalInverseWishart(0);

    public DynamicsFitter(DynamicsOptions options) {
        this(options, Regularizer.ridge(options.regularization(), options.relativeRegularization()));
    }

    DynamicsFitter(DynamicsOptions options, Regularizer regularizer) {
        this.options = options;
        this.regularizer = regularizer;
        this.em = new MixtureEm(options.prior());
    }

    /** {@link #fit(List, MixturePrior, Optional, RandomGenerator)} where the clusters share no prior. */
    public FittedDynamics fit(List<Rollout> rollouts, MixturePrior prior, RandomGenerator random) {
        return fit(rollouts, prior, Optional.empty(), random);
    }

    /**
     * Fits the dynamics that the rollouts show.
     *
     * @param rollouts at least two, of equal sizes
     * @param prior what the last fit of this cluster returned, or {@link MixturePrior#empty()}
     * @param pooled the prior that all clusters share, of {@link PooledPriorFitter}; empty where the options' prior is no such prior
     * @param random used where a mixture begins or grows
     * @throws IllegalArgumentException if there are fewer than two rollouts, their sizes differ, or a prior is for other sizes or missing
     * @throws NonFiniteException if a state or control is not finite
     */
    public FittedDynamics fit(
            List<Rollout> rollouts, MixturePrior prior, Optional<TransitionPrior> pooled, RandomGenerator random) {
        Rollouts.requireAlike(rollouts);
        check(rollouts.get(0), pooled);
        Rollout first = rollouts.get(0);
        int n = first.stateSize();
        int inputs = n + first.controlSize();
        resize(inputs, n);
        MixturePrior next = remember(rollouts, prior);
        EmReport report = EmReport.notRun();
        if (options.prior().kind() == PriorOptions.Kind.MIXTURE) {
            MixtureEm.Fit mixture =
                    em.fit(next.sharedRows(), inputs + n, prior.mixture().orElse(null), random);
            report = mixture.report();
            next = next.with(mixture);
        }
        // what is remembered ends with the given rollouts
        double[] known = remembers() ? next.sharedRows() : Rollouts.transitions(rollouts);
        return new FittedDynamics(regress(known, rollouts, next, pooled), next, report);
    }

    private boolean remembers() {
        return options.prior().remembers(options.minRollouts());
    }

    /** The memory with new rollouts as its latest, where the options want one; otherwise the same memory. */
    MixturePrior remember(List<Rollout> rollouts, MixturePrior memory) {
        if (!remembers()) {
            return memory;
        }
        Rollout first = rollouts.get(0);
        return memory.append(
                first.stateSize() + first.controlSize() + first.stateSize(),
                first.horizon(),
                Rollouts.transitions(rollouts),
                options.prior().maxRollouts());
    }

    private void check(Rollout like, Optional<TransitionPrior> pooled) {
        if (pooled.isPresent() != options.prior().kind().isPooled()) {
            throw new IllegalArgumentException("pooled prior: prior.kind "
                    + options.prior().kind() + " expects " + (pooled.isPresent() ? "none" : "one") + ", found "
                    + (pooled.isPresent() ? "one" : "none"));
        }
        int size = 2 * like.stateSize() + like.controlSize();
        if (pooled.isPresent() && pooled.get().size() != size) {
            throw new IllegalArgumentException("pooled prior: expected one over " + size + " numbers, found "
                    + pooled.get().size());
        }
    }

    private void resize(int inputs, int outputs) {
        if (regression.inputs() != inputs || regression.outputs() != outputs) {
            regression = new ConditionalFit(inputs, outputs);
            posterior = new NormalInverseWishart(inputs + outputs);
        }
    }

    /**
     * The fit itself.
     *
     * @param rows [remembered rollouts × T × row size], the rollouts being fitted last
     * @param prior whose mixture, if it has one, {@code em} has just fitted
     */
    LinearGaussianModel regress(
            double[] rows, List<Rollout> rollouts, MixturePrior prior, Optional<TransitionPrior> pooled) {
        int horizon = rollouts.get(0).horizon();
        int inputs = regression.inputs();
        int n = regression.outputs();
        int size = inputs + n;
        double[] transition = new double[horizon * n * inputs];
        double[] offset = new double[horizon * n];
        double[] noise = new double[horizon * n * n];
        int remembered = rows.length / (horizon * size);
        int used = Math.min(remembered, Math.max(rollouts.size(), options.minRollouts()));
        int first = (remembered - used) * horizon * size;
        StepPrior known =
                switch (options.prior().kind()) {
                    case MIXTURE -> MixtureQuery.of(options.prior(), prior, em, used);
                    case LINEAR, NETWORK ->
                        new PooledQuery(
                                pooled.orElseThrow(), options.prior().strength(), inputs, rows, first, horizon, used);
                    default -> StepPrior.NONE;
                };
        for (int t = 0; t < horizon; t++) {
            boolean informed = known.at(t, posterior);
            regression.fit(rows, first + t * size, horizon * size, used, informed ? posterior : null, regularizer, t);
            System.arraycopy(regression.transition, 0, transition, t * n * inputs, n * inputs);
            System.arraycopy(regression.offset, 0, offset, t * n, n);
            System.arraycopy(regression.noise, 0, noise, t * n * n, n * n);
        }
        return new LinearGaussianModel(
                TimeVaryingMatrix.of(horizon, n, inputs, transition),
                TimeVaryingMatrix.ofVectors(horizon, n, offset),
                TimeVaryingMatrix.of(horizon, n, n, noise),
                initialState(rollouts, prior));
    }

    private Gaussian initialState(List<Rollout> rollouts, MixturePrior prior) {
        double strength = options.prior().kind() == PriorOptions.Kind.NONE
                ? 0
                : options.prior().strength();
        return InitialStateFit.fit(rollouts, prior, options.initialStateVariance(), strength);
    }
}
