package org.waymark.gps.learner.guided;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.waymark.distillation.Activation;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.OptimizerState;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.distillation.TrainingReport;
import org.waymark.distillation.Whitening;
import org.waymark.dynamics.DynamicsEnsemble;
import org.waymark.dynamics.GaussianMixture;
import org.waymark.dynamics.MixturePrior;
import org.waymark.gps.algorithm.Attempt;
import org.waymark.gps.algorithm.BestPolicy;
import org.waymark.gps.algorithm.ClusterState;
import org.waymark.gps.algorithm.Evidence;
import org.waymark.gps.algorithm.LocalModel;
import org.waymark.gps.algorithm.Multipliers;
import org.waymark.gps.algorithm.State;
import org.waymark.gps.clustering.Centre;
import org.waymark.gps.clustering.ClusterChoice;
import org.waymark.gps.clustering.Clustering;
import org.waymark.gps.learner.BinaryReader;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.pathintegral.KlSteps;
import org.waymark.lqr.pathintegral.SampledCosts;

/** Reads what {@link StateWriter} wrote: the same components in the same order. Arguments are evaluated from left to right. */
final class StateReader {
    private final BinaryReader in;
    private final List<Object> shared = new ArrayList<>();

    StateReader(BinaryReader in) {
        this.in = in;
    }

    State state() {
        return new State(
                in.readInt(),
                in.readList(this::cluster),
                in.readOptional(this::trained),
                in.readOptional(this::attempt),
                in.readOptional(this::best),
                in.readLong(),
                in.readOptional(this::clustering),
                in.readOptional(() -> DynamicsEnsemble.of(in.readList(this::trained))));
    }

    private Clustering clustering() {
        return new Clustering(
                in.readDoubles(),
                in.readList(() -> new Centre(in.readDoubles(), in.readDouble())),
                in.readOptional(() -> new ClusterChoice(
                        in.readList(() -> new ClusterChoice.Candidate(
                                in.readInt(), in.readDouble(), in.readDouble(), in.readDouble())),
                        in.readInt())));
    }

    private ClusterState cluster() {
        return new ClusterState(
                controller(),
                prior(),
                prior(),
                in.readDouble(),
                in.readDouble(),
                multipliers(),
                in.readOptional(this::klSteps),
                in.readInt());
    }

    private Multipliers multipliers() {
        return new Multipliers(matrices(), matrices(), matrices());
    }

    private Attempt attempt() {
        return new Attempt(in.readList(this::evidence), in.readList(this::cluster), in.readOptional(this::trained));
    }

    private BestPolicy best() {
        return new BestPolicy(network(), in.readDouble(), in.readDouble(), in.readInt());
    }

    private Evidence evidence() {
        return new Evidence(
                in.readList(this::rollout),
                costs(),
                in.readOptional(this::model),
                in.readOptional(this::controller),
                prior(),
                prior());
    }

    private TrainedPolicy trained() {
        return shared(
                TrainedPolicy.class,
                () -> new TrainedPolicy(
                        network(),
                        new OptimizerState(in.readLong(), in.readDoubles(), in.readDoubles()),
                        new TrainingReport(
                                in.readDouble(),
                                in.readDouble(),
                                in.readInt(),
                                TrainingReport.Status.valueOf(in.readText()))));
    }

    private NetworkPolicy network() {
        return shared(
                NetworkPolicy.class,
                () -> new NetworkPolicy(
                        in.readInts(),
                        Activation.valueOf(in.readText()),
                        in.readDoubles(),
                        whitening(),
                        whitening(),
                        in.readDoubles()));
    }

    private Whitening whitening() {
        return new Whitening(in.readDoubles(), in.readDoubles());
    }

    private MixturePrior prior() {
        return shared(
                MixturePrior.class,
                () -> MixturePrior.of(
                        in.readInt(), in.readInt(), in.readDoubles(), in.readOptional(this::mixture), in.readInt()));
    }

    private GaussianMixture mixture() {
        return GaussianMixture.of(in.readDoubles(), in.readDoubles(), in.readDoubles());
    }

    private LinearGaussianController controller() {
        return shared(LinearGaussianController.class, () -> {
            TimeVaryingMatrix gain = matrices();
            TimeVaryingMatrix offset = matrices();
            boolean byPrecision = in.readInt() == 1;
            TimeVaryingMatrix spread = matrices();
            return byPrecision
                    ? LinearGaussianController.ofPrecision(gain, offset, spread)
                    : new LinearGaussianController(gain, offset, spread);
        });
    }

    private KlSteps klSteps() {
        return new KlSteps(matrices(), matrices());
    }

    private SampledCosts costs() {
        double[][] rows = new double[in.readInt()][];
        for (int n = 0; n < rows.length; n++) {
            rows[n] = in.readDoubles();
        }
        return SampledCosts.of(rows);
    }

    private LocalModel model() {
        return new LocalModel(dynamics(), cost());
    }

    private LinearGaussianModel dynamics() {
        return new LinearGaussianModel(matrices(), matrices(), matrices(), gaussian());
    }

    private Gaussian gaussian() {
        return new Gaussian(in.readDoubles(), in.readDoubles());
    }

    private QuadraticCost cost() {
        return new QuadraticCost(matrices(), matrices(), matrices(), matrices(), matrices(), in.readDouble());
    }

    private Rollout rollout() {
        return new Rollout(matrices(), matrices(), matrices(), matrices(), in.readInt());
    }

    private TimeVaryingMatrix matrices() {
        return TimeVaryingMatrix.of(in.readInt(), in.readInt(), in.readInt(), in.readDoubles());
    }

    private <E> E shared(Class<E> type, Supplier<E> content) {
        int number = in.readInt();
        if (number >= 0) {
            return type.cast(shared.get(number));
        }
        E value = content.get();
        shared.add(value);
        return value;
    }
}
