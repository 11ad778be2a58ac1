package org.waymark.lqr.planner;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * What the planners that draw sequences of controls have in common: the mean and its warm start, and samples that go astray.
 *
 * <p>A sample whose predicted state or cost is not finite counts as infinitely dear, and the model is not asked to go on from such a
 * state. If that is so for every sample, {@link #plan} throws a {@link NonFiniteException} that names the time step up to which one of
 * them got. A mean that goes astray itself, though samples do not, gives way to the best sample.
 *
 * <p>The last plan is shifted by the time steps that have passed, and its end filled with the control at rest.
 */
public abstract sealed class SamplingPlanner implements Planner permits RandomShooting, CrossEntropyMethod, Mppi {
    private final SampleRollouts rollouts;
    private final SampleRollouts.Sampler sampler = this::draw;
    private final int n;
    private final int m;
    private final int horizon;
    private final double[] lower;
    private final double[] upper;
    private final double[] scale;
    private final double[] rest;
    private final double[] mean;
    private final double[] best;
    private final double[] states;
    private final double[] start;

    private boolean planned;
    private int time;
    private double cost;
    private double bestCost;
    private double meanCost;
    private int lost;

    /** @throws IllegalArgumentException if the problem and the options do not fit, or a control has neither finite limits nor a scale */
    SamplingPlanner(SamplingProblem problem, SamplingOptions options, RandomStreams streams, boolean needsScale) {
        rollouts = new SampleRollouts(problem, options, streams);
        n = rollouts.stateSize();
        m = rollouts.controlSize();
        horizon = problem.horizon();
        ControlLimits limits = problem.limits();
        lower = limits.lower();
        upper = limits.upper();
        rest = restOf(limits, options.rest());
        scale = needsScale ? scaleOf(limits, options.scale()) : new double[m];
        mean = new double[horizon * m];
        best = new double[horizon * m];
        states = new double[(horizon + 1) * n];
        start = new double[n];
        forget();
    }

    private static double[] restOf(ControlLimits limits, double[] given) {
        double[] rest = given;
        if (given.length == 0) {
            rest = new double[limits.size()];
            for (int i = 0; i < rest.length; i++) {
                double middle = 0.5 * limits.lower(i) + 0.5 * limits.upper(i);
                rest[i] = Double.isFinite(middle) ? middle : 0;
            }
        }
        PlannerChecks.length("rest", limits.size(), rest.length);
        limits.clamp(rest);
        return rest;
    }

    private static double[] scaleOf(ControlLimits limits, double[] given) {
        if (given.length > 0) {
            PlannerChecks.length("scale", limits.size(), given.length);
            return given;
        }
        double[] scale = new double[limits.size()];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = 0.25 * (limits.upper(i) - limits.lower(i));
            if (!Double.isFinite(scale[i])) {
                throw new IllegalArgumentException("scale: expected one for each control, because control " + i
                        + " is limited to [" + limits.lower(i) + ", " + limits.upper(i)
                        + "] only, which does not say how far to search; found none (withScale(…) gives it)");
            }
        }
        return scale;
    }

    /** Moves the mean, by {@link #sample} once or more. */
    abstract void improve();

    /** Writes one sample; called by several threads at once. As {@link SampleRollouts.Sampler#draw}. */
    abstract void draw(RandomGenerator random, int sample, int at, double[] sequences);

    /** How many samples the last mean rests on. */
    abstract double effectiveSampleSize();

    /** Draws all samples and predicts them from the state planned from; {@link #costs()} and {@link #sequences()} are then filled. */
    final int sample() {
        int survivors = rollouts.run(sampler, start, time);
        double[] costs = rollouts.costs();
        double sum = 0;
        int cheapest = 0;
        for (int i = 0; i < costs.length; i++) {
            if (costs[i] < costs[cheapest]) {
                cheapest = i;
            }
            sum += costs[i] < Double.POSITIVE_INFINITY ? costs[i] : 0;
        }
        meanCost = sum / survivors;
        lost = costs.length - survivors;
        if (costs[cheapest] < bestCost) {
            bestCost = costs[cheapest];
            System.arraycopy(sequences(), cheapest * best.length, best, 0, best.length);
        }
        return survivors;
    }

    final double[] costs() {
        return rollouts.costs();
    }

    final double[] sequences() {
        return rollouts.sequences();
    }

    /** [H × m], the sequence that the search moves; the plan, once it has ended. */
    final double[] mean() {
        return mean;
    }

    /** [H × m], the cheapest sample of this plan so far. */
    final double[] best() {
        return best;
    }

    /** [m]; all zeros if the planner needs none. */
    final double[] scale() {
        return scale;
    }

    final double[] rest() {
        return rest;
    }

    final double lower(int i) {
        return lower[i];
    }

    final double upper(int i) {
        return upper[i];
    }

    final double clamp(int i, double control) {
        return Math.max(lower[i], Math.min(upper[i], control));
    }

    @Override
    public final int stateSize() {
        return n;
    }

    @Override
    public final int controlSize() {
        return m;
    }

    @Override
    public final int horizon() {
        return horizon;
    }

    @Override
    public final void plan(double[] state, int t, double[] control) {
        requireShapes(state, control);
        NonFiniteException.check("state", state, t);
        PlannerChecks.atLeast(planned ? "t, after the last plan and without reset()" : "t", planned ? time : 0, t);
        shift(planned ? t - time : 0);
        planned = true;
        time = t;
        System.arraycopy(state, 0, start, 0, n);
        bestCost = Double.POSITIVE_INFINITY;
        improve();
        clampMean();
        cost = rollouts.trace(mean, start, t, states);
        if (!Double.isFinite(cost)) {
            System.arraycopy(best, 0, mean, 0, mean.length);
            cost = rollouts.trace(mean, start, t, states);
        }
        System.arraycopy(mean, 0, control, 0, m);
    }

    private void shift(int steps) {
        int kept = Math.max(0, horizon - steps);
        System.arraycopy(mean, (horizon - kept) * m, mean, 0, kept * m);
        for (int k = kept; k < horizon; k++) {
            System.arraycopy(rest, 0, mean, k * m, m);
        }
    }

    private void clampMean() {
        for (int k = 0; k < horizon; k++) {
            for (int i = 0; i < m; i++) {
                mean[k * m + i] = clamp(i, mean[k * m + i]);
            }
        }
    }

    @Override
    public final void control(double[] state, int t, double[] control) {
        requireShapes(state, control);
        requirePlan();
        PlannerChecks.withinPlan(t, time, horizon);
        System.arraycopy(mean, (t - time) * m, control, 0, m);
    }

    private void requireShapes(double[] state, double[] control) {
        PlannerChecks.length("state", n, state.length);
        PlannerChecks.length("control", m, control.length);
    }

    private void requirePlan() {
        if (!planned) {
            throw new IllegalStateException("no plan yet: call plan first");
        }
    }

    @Override
    public final void reset() {
        rollouts.restart();
        forget();
    }

    private void forget() {
        planned = false;
        for (int k = 0; k < horizon; k++) {
            System.arraycopy(rest, 0, mean, k * m, m);
        }
        Arrays.fill(states, 0);
    }

    @Override
    public final Plan lastPlan() {
        requirePlan();
        return new Plan(
                time,
                cost,
                TimeVaryingMatrix.ofVectors(horizon + 1, n, states),
                TimeVaryingMatrix.ofVectors(horizon, m, mean));
    }

    /**
     * What came of the samples of the last plan.
     *
     * @throws IllegalStateException if there is none
     */
    public final SamplingStatistics statistics() {
        requirePlan();
        return new SamplingStatistics(bestCost, meanCost, lost, effectiveSampleSize());
    }
}
