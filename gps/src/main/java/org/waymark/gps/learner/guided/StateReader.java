package org.waymark.gps.learner.guided;

import org.waymark.dynamics.DynamicsEnsemble;
import org.waymark.dynamics.GaussianMixture;
import org.waymark.dynamics.MixturePrior;
import org.waymark.gps.algorithm.Attempt;
import org.waymark.gps.algorithm.ClusterState;
import org.waymark.gps.algorithm.Evidence;
import org.waymark.gps.algorithm.LocalModel;
import org.waymark.gps.algorithm.Multipliers;
import org.waymark.gps.algorithm.State;
import org.waymark.gps.learner.BinaryReader;
import org.waymark.gps.learner.PartsReader;
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
    private final PartsReader parts;

    StateReader(BinaryReader in) {
        this.in = in;
        this.parts = new PartsReader(in);
    }

    State state() {
        return new State(
                in.readInt(),
                in.readList(this::cluster),
                in.readOptional(parts::trained),
                in.readOptional(this::attempt),
                in.readOptional(parts::best),
                in.readLong(),
                in.readOptional(parts::clustering),
                in.readOptional(() -> DynamicsEnsemble.of(in.readList(parts::trained))));
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
        return new Attempt(in.readList(this::evidence), in.readList(this::cluster), in.readOptional(parts::trained));
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

    private MixturePrior prior() {
        return parts.shared(
                MixturePrior.class,
                () -> MixturePrior.of(
                        in.readInt(), in.readInt(), in.readDoubles(), in.readOptional(this::mixture), in.readInt()));
    }

    private GaussianMixture mixture() {
        return GaussianMixture.of(in.readDoubles(), in.readDoubles(), in.readDoubles());
    }

    private LinearGaussianController controller() {
        return parts.shared(LinearGaussianController.class, () -> {
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
}
