package org.waymark.gps.modelbased;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.waymark.distillation.Whitening;
import org.waymark.dynamics.learned.Transitions;
import org.waymark.lqr.Rollout;

/** What learners read out of real episodes. */
public final class RealData {
    private static final double WHITENING_FLOOR = 1e-3;

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

    /** x_0 of episodes drawn with replacement, [count × n], row-major. */
    public static double[] drawStarts(List<Episode> episodes, int count, RandomGenerator random) {
        int n = episodes.get(0).rollout().stateSize();
        double[] starts = new double[count * n];
        for (int b = 0; b < count; b++) {
            Rollout rollout = episodes.get(random.nextInt(episodes.size())).rollout();
            rollout.states().read(0, starts, b * n);
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

    /** What makes every observation of some episodes zero in the mean, and one in its deviation. */
    public static Whitening whitening(List<Episode> episodes) {
        double[] samples = observations(episodes);
        int p = episodes.get(0).rollout().observationSize();
        double[] equally = new double[samples.length / p];
        Arrays.fill(equally, 1);
        return Whitening.of(samples, equally, p, WHITENING_FLOOR);
    }

    /** Mean of what the episodes came to; NaN if there are none. */
    public static double meanCost(List<Episode> episodes) {
        return episodes.stream().mapToDouble(Episode::total).average().orElse(Double.NaN);
    }

    /** Fraction of the controls that were cut at their limits; NaN if there are no episodes. */
    public static double clippedFraction(List<Episode> episodes) {
        return Rollout.clippedFraction(episodes.stream().map(Episode::rollout).toList());
    }
}
