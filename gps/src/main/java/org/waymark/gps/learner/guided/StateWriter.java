package org.waymark.gps.learner.guided;

import org.waymark.dynamics.GaussianMixture;
import org.waymark.dynamics.MixturePrior;
import org.waymark.gps.algorithm.Attempt;
import org.waymark.gps.algorithm.ClusterState;
import org.waymark.gps.algorithm.Evidence;
import org.waymark.gps.algorithm.LocalModel;
import org.waymark.gps.algorithm.State;
import org.waymark.gps.learner.BinaryWriter;
import org.waymark.gps.learner.PartsWriter;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.pathintegral.KlSteps;
import org.waymark.lqr.pathintegral.SampledCosts;

/** Writes a {@link State}, component by component in the order of their records; {@link StateReader} is its mirror image. */
final class StateWriter {
    private final BinaryWriter out;
    private final PartsWriter parts;

    StateWriter(BinaryWriter out) {
        this.out = out;
        this.parts = new PartsWriter(out);
    }

    void state(State state) {
        out.writeInt(state.iteration());
        out.writeList(state.clusters(), this::cluster);
        out.writeOptional(state.policy(), parts::trained);
        out.writeOptional(state.attempt(), this::attempt);
        out.writeOptional(state.best(), parts::best);
        out.writeLong(state.environmentSteps());
        out.writeOptional(state.clustering(), parts::clustering);
        out.writeOptional(state.ensemble(), ensemble -> out.writeList(ensemble.members(), parts::trained));
    }

    private void cluster(ClusterState cluster) {
        controller(cluster.controller());
        prior(cluster.dynamicsPrior());
        prior(cluster.policyPrior());
        out.writeDouble(cluster.eta());
        out.writeDouble(cluster.stepMultiplier());
        matrices(cluster.multipliers().weight());
        matrices(cluster.multipliers().linear());
        matrices(cluster.multipliers().divergence());
        out.writeOptional(cluster.klSteps(), this::klSteps);
        out.writeInt(cluster.rejections());
    }

    private void attempt(Attempt attempt) {
        out.writeList(attempt.evidence(), this::evidence);
        out.writeList(attempt.before(), this::cluster);
        out.writeOptional(attempt.policyBefore(), parts::trained);
    }

    private void evidence(Evidence evidence) {
        out.writeList(evidence.rollouts(), this::rollout);
        costs(evidence.costs());
        out.writeOptional(evidence.model(), this::model);
        out.writeOptional(evidence.policy(), this::controller);
        prior(evidence.dynamicsPrior());
        prior(evidence.policyPrior());
    }

    private void prior(MixturePrior prior) {
        parts.shared(prior, value -> {
            out.writeInt(value.rowSize());
            out.writeInt(value.rowsPerRollout());
            out.writeDoubles(value.rows());
            out.writeOptional(value.mixture(), this::mixture);
            out.writeInt(value.rowsAtStart());
        });
    }

    private void mixture(GaussianMixture mixture) {
        out.writeDoubles(mixture.logWeights());
        out.writeDoubles(mixture.means());
        out.writeDoubles(mixture.covariances());
    }

    private void controller(LinearGaussianController controller) {
        parts.shared(controller, value -> {
            matrices(value.gain());
            matrices(value.offset());
            boolean byPrecision = value.isGivenByPrecision();
            out.writeInt(byPrecision ? 1 : 0);
            matrices(byPrecision ? value.precision() : value.covariance());
        });
    }

    private void klSteps(KlSteps steps) {
        matrices(steps.bounds());
        matrices(steps.multipliers());
    }

    /** A row for each rollout, with T+1 numbers. */
    private void costs(SampledCosts costs) {
        out.writeInt(costs.rollouts());
        for (int n = 0; n < costs.rollouts(); n++) {
            double[] row = new double[costs.horizon() + 1];
            for (int t = 0; t < row.length; t++) {
                row[t] = costs.get(n, t);
            }
            out.writeDoubles(row);
        }
    }

    private void model(LocalModel model) {
        dynamics(model.dynamics());
        cost(model.cost());
    }

    private void dynamics(LinearGaussianModel model) {
        matrices(model.transition());
        matrices(model.offset());
        matrices(model.noise());
        gaussian(model.initialState());
    }

    private void gaussian(Gaussian gaussian) {
        out.writeDoubles(gaussian.mean());
        out.writeDoubles(gaussian.covariance());
    }

    private void cost(QuadraticCost cost) {
        matrices(cost.hessian());
        matrices(cost.gradient());
        matrices(cost.constant());
        matrices(cost.finalHessian());
        matrices(cost.finalGradient());
        out.writeDouble(cost.finalConstant());
    }

    private void rollout(Rollout rollout) {
        matrices(rollout.states());
        matrices(rollout.controls());
        matrices(rollout.observations());
        matrices(rollout.noise());
        out.writeInt(rollout.clipped());
    }

    private void matrices(TimeVaryingMatrix matrices) {
        out.writeInt(matrices.steps());
        out.writeInt(matrices.rows());
        out.writeInt(matrices.cols());
        out.writeDoubles(matrices.toArray());
    }
}
