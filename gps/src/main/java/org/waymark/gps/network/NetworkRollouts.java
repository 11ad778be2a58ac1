package org.waymark.gps.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.trpo.Divergence;
import org.waymark.gps.trpo.Experience;
import org.waymark.lqr.Cost;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.ExplorationNoise;
import org.waymark.sim.InitialState;
import org.waymark.sim.RolloutRequest;
import org.waymark.sim.RolloutSampler;

/** Runs network policies with white noise, as the gradient of their likelihood wants it, and adds up what that costs. */
final class NetworkRollouts {
    private final Task task;
    private final RolloutSampler sampler;
    private final RandomStreams streams;

    NetworkRollouts(Task task, RolloutSampler sampler, RandomStreams streams) {
        this.task = task;
        this.sampler = sampler;
        this.streams = streams;
    }

    /** Rollouts of each policy from its starts; empty if the plant broke down in one of them. */
    Optional<List<List<Rollout>>> run(int iteration, List<NetworkPolicy> policies, List<List<InitialState>> starts) {
        List<RolloutRequest> requests = new ArrayList<>();
        int m = sampler.spec().controlSize();
        for (int c = 0; c < policies.size(); c++) {
            ControlLaw law = ControlLaw.of(policies.get(c));
            for (int i = 0; i < starts.get(c).size(); i++) {
                requests.add(RolloutRequest.exploring(
                        starts.get(c).get(i),
                        law,
                        c,
                        i,
                        ExplorationNoise.white(),
                        task.horizon(),
                        m,
                        streams,
                        iteration));
            }
        }
        List<Optional<Rollout>> done = sampler.attempt(task.horizon(), requests);
        if (!done.stream().allMatch(Optional::isPresent)) {
            return Optional.empty();
        }
        List<List<Rollout>> parts = new ArrayList<>();
        int from = 0;
        for (List<InitialState> own : starts) {
            parts.add(done.subList(from, from + own.size()).stream()
                    .map(Optional::orElseThrow)
                    .toList());
            from += own.size();
        }
        return Optional.of(parts);
    }

    /**
     * What some of the rollouts show to the policy that made them.
     *
     * @param rollouts by context
     * @param contexts those that are meant
     * @param global what the policy pays to differ from, if there is one already
     * @param weight of that divergence, in cost per nat
     */
    TeacherEvidence evidence(
            List<List<Rollout>> rollouts,
            List<Integer> contexts,
            NetworkPolicy policy,
            Optional<TrainedPolicy> global,
            double weight) {
        List<Rollout> own = new ArrayList<>();
        List<double[]> costs = new ArrayList<>();
        double sum = 0;
        for (int context : contexts) {
            for (Rollout rollout : rollouts.get(context)) {
                double[] steps = costs(rollout, task.cost(task.costs().size() == 1 ? 0 : context));
                for (double step : steps) {
                    sum += step;
                }
                own.add(rollout);
                costs.add(steps);
            }
        }
        double meanCost = sum / own.size();
        if (global.isPresent() && weight > 0) {
            for (int n = 0; n < own.size(); n++) {
                addDivergences(own.get(n), policy, global.get().policy(), weight, costs.get(n));
            }
        }
        return new TeacherEvidence(own, new Experience(own, costs.toArray(double[][]::new)), meanCost);
    }

    /** ℓ_t + weight·KL(policy ‖ global) at o_t. */
    private static void addDivergences(
            Rollout rollout, NetworkPolicy policy, NetworkPolicy global, double weight, double[] costs) {
        double[][] observations = new double[rollout.horizon()][];
        for (int t = 0; t < observations.length; t++) {
            observations[t] = rollout.observations().step(t);
        }
        double[] divergences = Divergence.between(policy, global, observations);
        for (int t = 0; t < divergences.length; t++) {
            costs[t] += weight * divergences[t];
        }
    }

    /** ℓ_0…ℓ_{T−1}, then ℓ_f. */
    private static double[] costs(Rollout rollout, Cost cost) {
        int horizon = rollout.horizon();
        double[] costs = new double[horizon + 1];
        double[] x = new double[rollout.stateSize()];
        double[] u = new double[rollout.controlSize()];
        for (int t = 0; t < horizon; t++) {
            rollout.states().read(t, x);
            rollout.controls().read(t, u);
            costs[t] = cost.running(x, u, t);
        }
        rollout.states().read(horizon, x);
        costs[horizon] = cost.terminal(x);
        return costs;
    }
}
