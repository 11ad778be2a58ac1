package org.waymark.gps.actorcritic;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Stochastic ensemble value expansion (Buckman et al. 2018): a target for every number of imagined steps h = 0…H, each weighted by the
 * inverse of its variance among the members of the ensemble and the critics, y = Σ_h w_h μ_h / Σ_h w_h, w_h = 1/(var_h + ε).
 *
 * <p>Each elite rolls out on its own. Differs from the paper in what is averaged: the mean μ_h takes the lesser of two critics, as soft
 * actor-critic does, not their mean; and costs are known, so that there is no ensemble of them.
 */
final class StochasticExpansion implements Expansion {
    /** Keeps weights finite where all agree; in squared units of the scaled return. */
    private static final double LEAST_VARIANCE = 1e-8;

    private final int horizon;
    private final double discount;
    private final SoftValue value;
    private final double[] targets;
    /** By number of steps and transition, at h·batch + b: sums over members of the lesser return, and over critics, too, of both and squares. */
    private final double[] lesser;

    private final double[] sum;
    private final double[] squares;
    private final double[] reward;
    private final double[] factor;

    /** @param m size of an action */
    StochasticExpansion(int horizon, double discount, int batchSize, int m) {
        this.horizon = horizon;
        this.discount = discount;
        value = new SoftValue(m, batchSize);
        targets = new double[batchSize];
        lesser = new double[batchSize * (horizon + 1)];
        sum = new double[batchSize * (horizon + 1)];
        squares = new double[batchSize * (horizon + 1)];
        reward = new double[batchSize];
        factor = new double[batchSize];
    }

    @Override
    public CriticLesson lesson(
            ModelRollout steps, Batch batch, SoftActorCritic agent, ReturnRange range, RandomGenerator random) {
        Arrays.fill(lesser, 0);
        Arrays.fill(sum, 0);
        Arrays.fill(squares, 0);
        int[] elites = steps.elites();
        for (int elite : elites) {
            expand(steps, batch, agent, elite, random);
        }
        for (int b = 0; b < batch.count(); b++) {
            targets[b] = range.cut(weighted(b, batch.count(), elites.length));
        }
        return new CriticLesson(batch.count(), batch.observations(), batch.actions(), targets);
    }

    private double weighted(int b, int count, int members) {
        double weights = 0;
        double total = 0;
        for (int h = 0; h <= horizon; h++) {
            int at = h * count + b;
            double mean = sum[at] / (members * Critics.COUNT);
            double variance = Math.max(0, squares[at] / (members * Critics.COUNT) - mean * mean);
            double weight = 1 / (variance + LEAST_VARIANCE);
            weights += weight;
            total += weight * lesser[at] / members;
        }
        return total / weights;
    }

    /** One member's rollouts, and the return of each of their beginnings with the critics' values of what follows. */
    private void expand(ModelRollout steps, Batch batch, SoftActorCritic agent, int member, RandomGenerator random) {
        int count = batch.count();
        Arrays.fill(steps.members, member);
        steps.begin(batch);
        for (int b = 0; b < count; b++) {
            reward[b] = -batch.costs()[b] / agent.costScale();
            factor[b] = discount * batch.continues()[b];
        }
        add(0, count, agent, steps, random);
        for (int h = 1; h <= horizon; h++) {
            agent.actor().sample(steps.observations, count, random, steps.actions, steps.logDensities);
            steps.step(count, random);
            for (int b = 0; b < count; b++) {
                double soft = -steps.costs[b] / agent.costScale() - agent.temperature() * steps.logDensities[b];
                reward[b] += factor[b] * soft;
                factor[b] *= discount * steps.continues[b];
                steps.goOn(b, b);
            }
            add(h, count, agent, steps, random);
        }
    }

    private void add(int h, int count, SoftActorCritic agent, ModelRollout steps, RandomGenerator random) {
        double[][] values = value.each(agent, steps.observations, count, random);
        for (int b = 0; b < count; b++) {
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < Critics.COUNT; c++) {
                double all = reward[b] + factor[b] * values[c][b];
                least = Math.min(least, all);
                sum[h * count + b] += all;
                squares[h * count + b] += all * all;
            }
            lesser[h * count + b] += least;
        }
    }

    @Override
    public int pairsPerTransition() {
        return 1;
    }
}
