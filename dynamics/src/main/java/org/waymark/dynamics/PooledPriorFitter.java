package org.waymark.dynamics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.waymark.distillation.PolicyTrainer;
import org.waymark.distillation.TeachingSet;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.dynamics.PriorOptions.Kind;

/**
 * Fits the prior that all clusters share: one Gaussian, or an ensemble of networks.
 *
 * <p>Network k minimises the squared error of the differences x′ − x, whitened, over all remembered rollouts but those of fold k, with as
 * many folds as networks. Stateless and thread-safe, so that the networks can be trained at the same time; the result depends on
 * the arguments alone.
 */
public final class PooledPriorFitter {
    /** Of an input or a difference that never varies, in its own unit. */
    static final double LEAST_DEVIATION = 1e-6;

    private final DynamicsOptions options;

    public PooledPriorFitter(DynamicsOptions options) {
        this.options = options;
    }

    /** Whether the clusters share a prior under these options. */
    public boolean isNeeded() {
        return options.prior().kind().isPooled();
    }

    /** How many networks are to be trained: none for a linear prior. */
    public int members() {
        return options.prior().kind() == Kind.NETWORK ? options.ensemble().members() : 0;
    }

    /**
     * Trains one network.
     *
     * @param k from 0 to {@link #members()} − 1
     * @param previous the ensemble of the last iteration, from which training goes on
     * @param seed of a new network's parameters and of the order in which transitions are drawn
     */
    public TrainedPolicy member(int k, Optional<DynamicsEnsemble> previous, PooledTransitions data, long seed) {
        int n = data.stateSize();
        int inputs = n + data.controlSize();
        double[] rows = data.rows(members(), fold -> fold != k);
        int count = rows.length / data.rowSize();
        double[] given = new double[count * inputs];
        double[] differences = new double[count * n];
        for (int r = 0; r < count; r++) {
            int at = r * data.rowSize();
            System.arraycopy(rows, at, given, r * inputs, inputs);
            for (int i = 0; i < n; i++) {
                differences[r * n + i] = rows[at + inputs + i] - rows[at + i];
            }
        }
        PolicyTrainer trainer = new PolicyTrainer(options.ensemble().network(), inputs, n);
        TrainedPolicy start =
                previous.map(ensemble -> ensemble.members().get(k)).orElseGet(() -> trainer.initial(seed));
        return trainer.train(start, TeachingSet.of(inputs, n, given, differences, precision(differences, n)), seed);
    }

    /** diag(1/σ²), so that every difference counts alike. */
    private static double[] precision(double[] differences, int n) {
        double[] deviation = new double[n];
        ColumnMoments.meanAndDeviation(differences, differences.length / n, n, new double[n], deviation);
        double[] precision = new double[n * n];
        for (int i = 0; i < n; i++) {
            double floored = Math.max(deviation[i], LEAST_DEVIATION);
            precision[i * n + i] = 1 / (floored * floored);
        }
        return precision;
    }

    /**
     * The prior.
     *
     * @param data to which the networks were trained
     * @param members one network for each k, from {@link #member}; none for a linear prior
     */
    public TransitionPrior fit(PooledTransitions data, List<TrainedPolicy> members) {
        if (members.size() != members()) {
            throw new IllegalArgumentException(
                    "pooled prior: expected " + members() + " networks, found " + members.size());
        }
        return switch (options.prior().kind()) {
            case LINEAR ->
                GlobalLinearPrior.fit(
                        data, options.prior().covarianceRidge(), options.prior().relativeRidge());
            case NETWORK ->
                new NetworkPrior(
                        DynamicsEnsemble.of(members), data.stepCovariance(), heldOut(data, members), data.count());
            default ->
                throw new IllegalArgumentException(
                        "pooled prior: prior.kind " + options.prior().kind() + " is of each cluster alone");
        };
    }

    /** The second moment of the errors of each network for the rollouts it was trained without. */
    private static double[] heldOut(PooledTransitions data, List<TrainedPolicy> members) {
        int n = data.stateSize();
        int inputs = n + data.controlSize();
        double[] sum = new double[n * n];
        double[] error = new double[n];
        for (int k = 0; k < members.size(); k++) {
            int own = k;
            DynamicsEnsemble alone = DynamicsEnsemble.of(List.of(members.get(k)));
            double[] rows = data.rows(members.size(), fold -> fold == own);
            for (int at = 0; at < rows.length; at += data.rowSize()) {
                alone.next(Arrays.copyOfRange(rows, at, at + inputs), error);
                for (int i = 0; i < n; i++) {
                    error[i] -= rows[at + inputs + i];
                }
                SecondMoments.add(error, 1.0 / data.count(), sum);
            }
        }
        return sum;
    }
}
