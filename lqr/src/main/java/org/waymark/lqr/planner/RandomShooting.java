package org.waymark.lqr.planner;

import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;

/**
 * Random shooting: of N sequences drawn evenly between the limits, the cheapest.
 *
 * <p>With a scale s, controls are drawn within rest ± 2s and the limits. The first of the samples is the last plan, shifted, so that a
 * plan is never dearer than the one it follows.
 */
public final class RandomShooting extends SamplingPlanner {
    private final double[] from;
    private final double[] to;

    /** @throws IllegalArgumentException if problem and options do not fit, or a control has neither finite limits nor a scale */
    public RandomShooting(SamplingProblem problem, SamplingOptions options, RandomStreams streams) {
        super(problem, options, streams, true);
        int m = controlSize();
        from = new double[m];
        to = new double[m];
        boolean scaled = options.scale().length > 0;
        for (int i = 0; i < m; i++) {
            from[i] = scaled ? clamp(i, rest()[i] - 2 * scale()[i]) : lower(i);
            to[i] = scaled ? clamp(i, rest()[i] + 2 * scale()[i]) : upper(i);
        }
    }

    @Override
    void improve() {
        sample();
        System.arraycopy(best(), 0, mean(), 0, mean().length);
    }

    @Override
    void draw(RandomGenerator random, int sample, int at, double[] sequences) {
        int m = from.length;
        for (int k = 0; k < horizon(); k++) {
            for (int i = 0; i < m; i++) {
                int j = k * m + i;
                sequences[at + j] =
                        sample == 0 ? mean()[j] : clamp(i, from[i] + (to[i] - from[i]) * random.nextDouble());
            }
        }
    }

    @Override
    double effectiveSampleSize() {
        return 1;
    }
}
