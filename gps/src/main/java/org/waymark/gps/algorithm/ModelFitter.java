package org.waymark.gps.algorithm;

import java.util.List;
import java.util.Optional;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.dynamics.DynamicsEnsemble;
import org.waymark.dynamics.DynamicsFitter;
import org.waymark.dynamics.DynamicsOptions;
import org.waymark.dynamics.FittedDynamics;
import org.waymark.dynamics.LinearizedPolicy;
import org.waymark.dynamics.PolicyLinearizer;
import org.waymark.dynamics.PolicyLinearizerOptions;
import org.waymark.dynamics.PooledPriorFitter;
import org.waymark.dynamics.PooledTransitions;
import org.waymark.dynamics.TransitionPrior;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.Policy;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.cost.CostExpansion;
import org.waymark.lqr.pathintegral.SampledCosts;

/** Turns rollouts into models: dynamics, the cost's expansion, and the global policy seen from each cluster. */
final class ModelFitter {
    private final Task task;
    private final Teacher teacher;
    private final DynamicsOptions dynamics;
    private final PooledPriorFitter pooledPrior;
    private final PolicyLinearizerOptions linearization;
    private final RandomStreams streams;
    private final ClusterThreads threads;

    ModelFitter(Task task, GpsOptions options, RandomStreams streams, ClusterThreads threads) {
        this.task = task;
        this.teacher = options.algorithm().teacher();
        this.dynamics = options.dynamics();
        this.pooledPrior = new PooledPriorFitter(options.dynamics());
        this.linearization = options.policyLinearization();
        this.streams = streams;
        this.threads = threads;
    }

    /**
     * What was fitted.
     *
     * @param evidence per cluster
     * @param ensemble the networks of the prior that the clusters share, if it has any
     */
    record Fits(List<Evidence> evidence, Optional<DynamicsEnsemble> ensemble) {}

    /** Per cluster: if the teacher needs them, p(x'|x,u) and the expanded cost; if there is a policy, its linearisation. */
    Fits fit(State state, List<List<Rollout>> rollouts) {
        if (!teacher.needsModel() || !pooledPrior.isNeeded()) {
            return new Fits(fit(state, rollouts, Optional.empty()), Optional.empty());
        }
        PooledTransitions data = PooledTransitions.of(
                dynamics,
                rollouts,
                state.clusters().stream().map(ClusterState::dynamicsPrior).toList());
        List<TrainedPolicy> members = threads.map(
                pooledPrior.members(),
                k -> pooledPrior.member(
                        k,
                        state.ensemble(),
                        data,
                        streams.stream("ensemble", state.iteration(), k, 0).nextLong()));
        List<Evidence> evidence = fit(state, rollouts, Optional.of(pooledPrior.fit(data, members)));
        return new Fits(evidence, members.isEmpty() ? Optional.empty() : Optional.of(DynamicsEnsemble.of(members)));
    }

    private List<Evidence> fit(State state, List<List<Rollout>> rollouts, Optional<TransitionPrior> pooled) {
        return threads.map(rollouts.size(), c -> {
            ClusterState cluster = state.clusters().get(c);
            List<Rollout> own = rollouts.get(c);
            SampledCosts costs = SampledCosts.of(task.cost(c), own, c);
            Optional<FittedDynamics> fitted = teacher.needsModel()
                    ? Optional.of(new DynamicsFitter(dynamics)
                            .fit(
                                    own,
                                    cluster.dynamicsPrior(),
                                    pooled,
                                    streams.stream("dynamics", state.iteration(), c, 0)))
                    : Optional.empty();
            Optional<LinearizedPolicy> policy = state.policy().map(trained -> new PolicyLinearizer(linearization)
                    .linearize(
                            trained.policy(),
                            own,
                            cluster.policyPrior(),
                            streams.stream("linearization", state.iteration(), c, 0)));
            return new Evidence(
                    own,
                    costs,
                    fitted.map(fit -> new LocalModel(fit.model(), CostExpansion.quadratize(task.cost(c), own, c))),
                    policy.map(LinearizedPolicy::controller),
                    fitted.map(FittedDynamics::prior).orElse(cluster.dynamicsPrior()),
                    policy.map(LinearizedPolicy::prior).orElse(cluster.policyPrior()));
        });
    }

    /** The given policy as a linear-Gaussian controller around the rollouts of each piece of evidence. */
    List<LinearGaussianController> linearize(Policy policy, List<Evidence> evidence, Round round) {
        return threads.map(evidence.size(), c -> new PolicyLinearizer(linearization)
                .relinearize(
                        policy,
                        evidence.get(c).rollouts(),
                        evidence.get(c).policyPrior(),
                        streams.stream("relinearization", round.iteration(), c, round.inner()))
                .controller());
    }
}
