package org.waymark.gps.experiment;

import java.util.List;
import org.waymark.distillation.PolicyOptions;
import org.waymark.dynamics.DynamicsOptions;
import org.waymark.dynamics.PolicyLinearizerOptions;
import org.waymark.dynamics.learned.ModelOptions;
import org.waymark.gps.actorcritic.ActorCriticOptions;
import org.waymark.gps.algorithm.AlgorithmOptions;
import org.waymark.gps.algorithm.GpsOptions;
import org.waymark.gps.backprop.BackpropOptions;
import org.waymark.gps.imagination.ImaginedTrpoOptions;
import org.waymark.gps.planning.PlanningOptions;
import org.waymark.gps.tabular.DynaQOptions;
import org.waymark.sim.ExplorationNoise;

/**
 * One experiment, as an experiment file states it: record components are the keys.
 *
 * @param task the plant, where it begins and when it has succeeded
 * @param cost terms that are summed up
 * @param initialController how the first controllers are made
 * @param algorithm the loop and its coupling
 * @param exploration noise of the training rollouts
 * @param dynamics fit of p(x'|x,u)
 * @param policyLinearization fit of the global policy around each cluster's rollouts
 * @param policy the network and its training
 * @param model the model of the whole plant that is learned; read by {@code mpc}, {@code backprop}, {@code me-trpo},
 *     {@code mbpo}, {@code dyna}, {@code mve} and {@code steve}
 * @param planning of {@code mpc}
 * @param backprop of {@code backprop}
 * @param imagination of {@code me-trpo}
 * @param dynaQ of {@code dyna-q}
 * @param actorCritic of {@code sac}, {@code mbpo}, {@code dyna}, {@code mba}, {@code mve} and {@code steve}
 * @param evaluation how the returned policy is judged
 * @param seed the one seed of the run
 */
public record Experiment(
        TaskOptions task,
        List<CostTerm> cost,
        InitialControllerOptions initialController,
        AlgorithmOptions algorithm,
        ExplorationNoise exploration,
        DynamicsOptions dynamics,
        PolicyLinearizerOptions policyLinearization,
        PolicyOptions policy,
        ModelOptions model,
        PlanningOptions planning,
        BackpropOptions backprop,
        ImaginedTrpoOptions imagination,
        DynaQOptions dynaQ,
        ActorCriticOptions actorCritic,
        EvaluationOptions evaluation,
        long seed) {
    public Experiment {
        cost = List.copyOf(cost);
        if (cost.isEmpty()) {
            throw new IllegalArgumentException("cost: expected at least one term");
        }
    }

    public GpsOptions gpsOptions() {
        return new GpsOptions(algorithm, exploration, dynamics, policyLinearization, policy);
    }

    public Experiment withSeed(long value) {
        return new Experiment(
                task,
                cost,
                initialController,
                algorithm,
                exploration,
                dynamics,
                policyLinearization,
                policy,
                model,
                planning,
                backprop,
                imagination,
                dynaQ,
                actorCritic,
                evaluation,
                value);
    }
}
