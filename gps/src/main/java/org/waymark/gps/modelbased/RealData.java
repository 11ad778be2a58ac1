package org.waymark.gps.modelbased;

import java.util.List;
import org.waymark.dynamics.learned.Transitions;
import org.waymark.lqr.Rollout;

/** What learners read out of real episodes. */
public final class RealData {
    private RealData() {}

    /** Every step of some episodes, with its cost. */
    public static Transitions transitions(List<Episode> episodes) {
        int n = episodes.get(0).rollout().stateSize();
        int m = episodes.get(0).rollout().controlSize();
        int count = Math.toIntExact(Episode.steps(episodes));
        double[] x = new double[count * n];
        double[] u = new double[count * m];
        double[] next = new double[count * n];
        double[] costs = new double[count];
        int at = 0;
        for (Episode episode : episodes) {
            Rollout rollout = episode.rollout();
            for (int t = 0; t < episode.steps(); t++, at++) {
                rollout.states().read(t, x, at * n);
                rollout.controls().read(t, u, at * m);
                rollout.states().read(t + 1, next, at * n);
                costs[at] = episode.cost(t);
            }
        }
        return Transitions.of(n, m, x, u, next, costs);
    }

    /** x_0 of every episode, [episodes × n], row-major. */
    public static double[] starts(List<Episode> episodes) {
        int n = episodes.get(0).rollout().stateSize();
        double[] starts = new double[episodes.size() * n];
        for (int i = 0; i < episodes.size(); i++) {
            episodes.get(i).rollout().states().read(0, starts, i * n);
        }
        return starts;
    }

    /** Every observation of some episodes, [samples × p], row-major. */
    public static double[] observations(List<Episode> episodes) {
        int p = episodes.get(0).rollout().observationSize();
        double[] samples = new double
                [episodes.stream().mapToInt(episode -> episode.steps() + 1).sum() * p];
        int at = 0;
        for (Episode episode : episodes) {
            for (int t = 0; t <= episode.steps(); t++, at += p) {
                episode.rollout().observations().read(t, samples, at);
            }
        }
        return samples;
    }

    /** Mean of what the episodes came to. */
    public static double meanCost(List<Episode> episodes) {
        return episodes.stream().mapToDouble(Episode::total).average().orElseThrow();
    }
}
