package org.waymark.gps.actorcritic;

import static org.waymark.gps.actorcritic.ActorCriticOptions.isPositive;
import static org.waymark.gps.actorcritic.ActorCriticOptions.require;

import java.util.Arrays;

/**
 * Rollouts in a model of the plant, and how many of the transitions that are learned from are real.
 *
 * @param trainEvery real steps between trainings of the model, each followed by new rollouts, ≥ 1; read by mve and steve, too
 * @param rolloutsPerStep rollouts begun for each of these steps, > 0
 * @param firstLength steps of a rollout until {@code growFrom} real steps, ≥ 1
 * @param lastLength steps of a rollout from {@code growTo} real steps on, ≥ 1; lengths in between are interpolated and rounded down
 * @param growFrom real steps, ≥ 0
 * @param growTo real steps, > growFrom
 * @param realShare share of each batch that is real, in [0, 1]
 * @param retain for how many trainings of the model imagined transitions are kept, ≥ 1
 * @param until real steps after which nothing is imagined any more, and all batches are real, ≥ 0; 0 for never
 * @param clip how far imagined states may leave the range of the real ones, as a multiple of that range, ≥ 0; they are cut there. So
 *     are the targets of the critics at what the costs seen could add up to
 * @param from where rollouts begin: at any real state that is remembered, at those of the latest {@code rolloutsPerStep · trainEvery}
 *     steps, or where imagined rollouts ended; read by dyna
 * @param actions who acts in them: the policy with its noise, its mean, a uniformly random control, or first the control that really
 *     was applied there and then the policy; read by dyna
 * @param episodes latest episodes that linear models are fitted to, ≥ 2; read by mba
 */
public record ImaginationOptions(
        int trainEvery,
        double rolloutsPerStep,
        int firstLength,
        int lastLength,
        long growFrom,
        long growTo,
        double realShare,
        int retain,
        long until,
        double clip,
        From from,
        Actions actions,
        int episodes) {
    /** Where imagined rollouts begin. */
    public enum From {
        /** Any real state that is remembered. */
        REPLAY,
        /** Real states of the latest steps. */
        RECENT,
        /** Where imagined rollouts ended; real states if there are none yet. */
        IMAGINED
    }

    /** Who acts in imagined rollouts. */
    public enum Actions {
        /** The policy, with its noise. */
        POLICY,
        /** The policy, without noise. */
        MEAN,
        /** Uniformly random controls. */
        RANDOM,
        /** First the control that was applied in the real state, then the policy with its noise. */
        REPLAYED
    }

    public ImaginationOptions {
        require(trainEvery >= 1, "imagination.trainEvery", "≥ 1", trainEvery);
        require(isPositive(rolloutsPerStep), "imagination.rolloutsPerStep", "> 0", rolloutsPerStep);
        require(firstLength >= 1, "imagination.firstLength", "≥ 1", firstLength);
        require(lastLength >= 1, "imagination.lastLength", "≥ 1", lastLength);
        require(growFrom >= 0, "imagination.growFrom", "≥ 0", growFrom);
        require(growTo > growFrom, "imagination.growTo", "> growFrom = " + growFrom, growTo);
        require(realShare >= 0 && realShare <= 1, "imagination.realShare", "in [0, 1]", realShare);
        require(retain >= 1, "imagination.retain", "≥ 1", retain);
        require(until >= 0, "imagination.until", "≥ 0", until);
        require(clip >= 0 && Double.isFinite(clip), "imagination.clip", "≥ 0", clip);
        require(from != null, "imagination.from", "one of " + Arrays.toString(From.values()), from);
        require(actions != null, "imagination.actions", "one of " + Arrays.toString(Actions.values()), actions);
        require(episodes >= 2, "imagination.episodes", "≥ 2", episodes);
    }

    /** One step from every real state, a twentieth of each batch real (Janner et al. 2019), a model every 250 steps. */
    public static ImaginationOptions defaults() {
        return new ImaginationOptions(250, 40, 1, 1, 0, 1, 0.05, 4, 0, 0.5, From.REPLAY, Actions.POLICY, 5);
    }

    /** How many steps a rollout has after so many real steps. */
    int length(long realSteps) {
        double share = Math.min(1, Math.max(0, (double) (realSteps - growFrom) / (growTo - growFrom)));
        return (int) (firstLength + share * (lastLength - firstLength));
    }

    /** How many rollouts begin after each training of the model. */
    int rollouts() {
        return (int) Math.max(1, Math.round(rolloutsPerStep * trainEvery));
    }

    /** Whether anything is imagined after so many real steps. */
    boolean isOn(long realSteps) {
        return until == 0 || realSteps <= until;
    }
}
