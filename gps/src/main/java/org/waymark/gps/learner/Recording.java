package org.waymark.gps.learner;

import java.util.List;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * What an iteration looked like: some of its rollouts, and where controllers expected to go; for people, and of no consequence to learning.
 *
 * @param takes rollouts
 * @param tubes expectations, at most one per cluster
 */
public record Recording(List<Take> takes, List<Tube> tubes) {
    /** The cluster of what belongs to none. */
    public static final int NO_CLUSTER = -1;

    public Recording {
        takes = List.copyOf(takes);
        tubes = List.copyOf(tubes);
    }

    /** Who acts in a rollout. */
    public enum Actor {
        /** What collected the rollouts that were learned from, with its noise. */
        EXPLORER,
        /** The policy that the iteration left, without noise. */
        POLICY
    }

    /**
     * A rollout.
     *
     * @param actor who acts
     * @param cluster from 0, or {@link #NO_CLUSTER}
     * @param cost what it came to
     * @param states (T+1) × n
     * @param controls T × m
     */
    public record Take(Actor actor, int cluster, double cost, TimeVaryingMatrix states, TimeVaryingMatrix controls) {
        public Take {
            states.requireShape("states", controls.steps() + 1, states.rows(), 1);
        }
    }

    /**
     * What a cluster's controller, as the iteration left it, expects: [x_t; u_t] has these means and standard deviations.
     *
     * @param cluster from 0
     * @param mean T × (n+m)
     * @param deviation T × (n+m), ≥ 0
     */
    public record Tube(int cluster, TimeVaryingMatrix mean, TimeVaryingMatrix deviation) {
        public Tube {
            deviation.requireShape("deviation", mean.steps(), mean.rows(), 1);
        }
    }
}
