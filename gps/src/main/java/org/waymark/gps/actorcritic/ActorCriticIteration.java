package org.waymark.gps.actorcritic;

import java.util.List;
import java.util.Optional;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.modelbased.Episode;

/**
 * What an iteration did.
 *
 * @param state the next iteration's input
 * @param episodes that were played, with noise; none by a learner that has stopped
 * @param policy as the iteration left it; empty until there is one
 * @param evaluation of that policy, without noise, from the clusters' starts or the validation starts
 * @param progress of the updates
 * @param temperature α; NaN until there is one
 * @param modelLoss of the latest training of the model; NaN if there was none
 * @param beyond fraction of the steps beyond the data of the model at the iteration's beginning; NaN if that is not known
 * @param rolloutLength steps of imagined rollouts; NaN if there were none
 * @param remembered real transitions in memory
 * @param imagined imagined transitions in memory
 * @param diverged whether the critics diverged in this iteration
 */
record ActorCriticIteration(
        ActorCriticState state,
        List<Episode> episodes,
        Optional<NetworkPolicy> policy,
        Optional<PolicyEvaluation> evaluation,
        Progress progress,
        double temperature,
        double modelLoss,
        double beyond,
        double rolloutLength,
        int remembered,
        int imagined,
        boolean diverged) {}
