package org.waymark.gps.learner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.algorithm.Starts;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.learner.Recording.Actor;
import org.waymark.gps.learner.Recording.Take;
import org.waymark.lqr.Rollout;

/** Chooses from an iteration's rollouts what is recorded: a few of each of the first clusters. */
public final class Recorder {
    /** Of so many clusters, the first, something is recorded. */
    public static final int MOST_CLUSTERS = 12;

    private static final int MOST_ROLLOUTS = 5;
    private static final int MOST_POLICY_ROLLOUTS = 2;

    private final Task task;
    private final List<Take> takes = new ArrayList<>();

    public Recorder(Task task) {
        this.task = task;
    }

    /**
     * Rollouts that were learned from.
     *
     * @param cluster from 0
     * @param cost of the rollout of a number
     */
    public void explored(int cluster, List<Rollout> rollouts, IntToDoubleFunction cost) {
        for (int i = 0; i < Math.min(MOST_ROLLOUTS, rollouts.size()) && cluster < MOST_CLUSTERS; i++) {
            takes.add(take(Actor.EXPLORER, cluster, cost.applyAsDouble(i), rollouts.get(i)));
        }
    }

    /**
     * How the policy did from the training starts or, where starts are drawn, from the validation starts; after what was explored.
     *
     * @param policy with one cost for each start
     */
    public void judged(PolicyEvaluation policy) {
        List<Optional<Take>> all = new ArrayList<>();
        int next = 0;
        for (double cost : policy.costs()) { // infinite for those that broke down, which have no rollout
            all.add(
                    Double.isFinite(cost)
                            ? Optional.of(take(
                                    Actor.POLICY,
                                    Recording.NO_CLUSTER,
                                    cost,
                                    policy.rollouts().get(next++)))
                            : Optional.empty());
        }
        if (task.starts() instanceof Starts.Listed listed) {
            addOfEachCluster(listed, all);
        } else {
            addNearest(all.stream().flatMap(Optional::stream).toList());
        }
    }

    /** What was chosen. */
    public Recording recording(List<Recording.Tube> tubes) {
        return new Recording(takes, tubes);
    }

    /** The policy was run from all starts of the first cluster, then of the second, and so on. */
    private void addOfEachCluster(Starts.Listed listed, List<Optional<Take>> all) {
        int first = 0;
        for (int c = 0; c < Math.min(MOST_CLUSTERS, listed.clusters().size()); c++) {
            int count = listed.clusters().get(c).starts().size();
            for (int i = 0; i < Math.min(MOST_POLICY_ROLLOUTS, count); i++) {
                int cluster = c;
                all.get(first + i).ifPresent(take -> takes.add(inCluster(take, cluster)));
            }
            first += count;
        }
    }

    /** The policy was run from starts of its own: each cluster gets those that begin nearest to its own rollouts. */
    private void addNearest(List<Take> all) {
        List<Take> explorers = List.copyOf(takes);
        if (explorers.isEmpty()) {
            all.stream().limit(MOST_POLICY_ROLLOUTS).forEach(takes::add);
        }
        for (int cluster : explorers.stream().mapToInt(Take::cluster).distinct().toArray()) {
            List<Take> own =
                    explorers.stream().filter(take -> take.cluster() == cluster).toList();
            all.stream()
                    .sorted(Comparator.comparingDouble(take -> distance(take, own)))
                    .limit(MOST_POLICY_ROLLOUTS)
                    .forEach(take -> takes.add(inCluster(take, cluster)));
        }
    }

    /** From x_0 to the mean x_0 of others, squared. */
    private static double distance(Take take, List<Take> others) {
        double squares = 0;
        for (int i = 0; i < take.states().rows(); i++) {
            int entry = i;
            double mean = others.stream()
                    .mapToDouble(other -> other.states().get(0, entry))
                    .average()
                    .orElseThrow();
            squares += (take.states().get(0, i) - mean) * (take.states().get(0, i) - mean);
        }
        return squares;
    }

    private static Take inCluster(Take take, int cluster) {
        return new Take(take.actor(), cluster, take.cost(), take.states(), take.controls());
    }

    private static Take take(Actor actor, int cluster, double cost, Rollout rollout) {
        return new Take(actor, cluster, cost, rollout.states(), rollout.controls());
    }
}
