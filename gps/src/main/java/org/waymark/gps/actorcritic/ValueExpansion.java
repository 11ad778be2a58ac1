package org.waymark.gps.actorcritic;

import java.util.random.RandomGenerator;

/**
 * Model-based value expansion (Feinberg et al. 2018): imagined steps (x_j, a_j), j = 1…H, follow the real one, j = 0, and the critics are
 * taught at all of them, at each with the steps that are left: y_H = r_H + γ c_H V(x_{H+1}), y_j = r_j + γ c_j (y_{j+1} − α log π(a_{j+1})),
 * where c_j is 0 after an end.
 *
 * <p>Differs from the paper in the entropy, which its deterministic policies lack, and in the ensemble: a random elite makes each step.
 */
final class ValueExpansion implements Expansion {
    private final int horizon;
    private final double discount;
    private final Memory.Columns columns;
    private final SoftValue value;
    private final double[] values;
    private final double[] observations;
    private final double[] actions;
    private final double[] targets;
    /** Of pair j of transition b, at j·batch + b: r, c and log π. */
    private final double[] rewards;

    private final double[] continues;
    private final double[] logDensities;

    ValueExpansion(int horizon, double discount, int batchSize, Memory.Columns columns) {
        this.horizon = horizon;
        this.discount = discount;
        this.columns = columns;
        int m = columns.m();
        value = new SoftValue(m, batchSize);
        values = new double[batchSize];
        int pairs = batchSize * (horizon + 1);
        observations = new double[pairs * columns.p()];
        actions = new double[pairs * m];
        targets = new double[pairs];
        rewards = new double[pairs];
        continues = new double[pairs];
        logDensities = new double[pairs];
    }

    @Override
    public CriticLesson lesson(
            ModelRollout steps, Batch batch, SoftActorCritic agent, ReturnRange range, RandomGenerator random) {
        int count = batch.count();
        begin(batch, agent, steps);
        for (int j = 1; j <= horizon; j++) {
            agent.actor().sample(steps.observations, count, random, steps.actions, steps.logDensities);
            steps.drawMembers(count, random);
            steps.step(count, random);
            remember(j, count, agent, steps);
        }
        value.of(agent, steps.observations, count, random, values);
        for (int j = horizon; j >= 0; j--) {
            for (int b = 0; b < count; b++) {
                int pair = j * count + b;
                double ahead = j == horizon
                        ? values[b]
                        : targets[pair + count] - agent.temperature() * logDensities[pair + count];
                targets[pair] = range.cut(rewards[pair] + discount * continues[pair] * ahead);
            }
        }
        repeatRealStepsAfterEnds(count);
        return new CriticLesson(count * (horizon + 1), observations, actions, targets);
    }

    /** Nothing is to be learned of steps from where an episode has ended: the real step takes their places. */
    private void repeatRealStepsAfterEnds(int count) {
        int p = columns.p();
        int m = columns.m();
        for (int b = 0; b < count; b++) {
            boolean ended = false;
            for (int j = 1; j <= horizon; j++) {
                int pair = j * count + b;
                ended |= continues[pair - count] == 0;
                if (ended) {
                    System.arraycopy(observations, b * p, observations, pair * p, p);
                    System.arraycopy(actions, b * m, actions, pair * m, m);
                    targets[pair] = targets[b];
                }
            }
        }
    }

    /** The real step is pair 0; x_1 is where it led. */
    private void begin(Batch batch, SoftActorCritic agent, ModelRollout steps) {
        int count = batch.count();
        System.arraycopy(batch.observations(), 0, observations, 0, count * columns.p());
        System.arraycopy(batch.actions(), 0, actions, 0, count * columns.m());
        steps.begin(batch);
        for (int b = 0; b < count; b++) {
            rewards[b] = -batch.costs()[b] / agent.costScale();
            continues[b] = batch.continues()[b];
        }
    }

    private void remember(int j, int count, SoftActorCritic agent, ModelRollout steps) {
        int p = columns.p();
        int m = columns.m();
        System.arraycopy(steps.observations, 0, observations, j * count * p, count * p);
        System.arraycopy(steps.actions, 0, actions, j * count * m, count * m);
        for (int b = 0; b < count; b++) {
            rewards[j * count + b] = -steps.costs[b] / agent.costScale();
            continues[j * count + b] = steps.continues[b];
            logDensities[j * count + b] = steps.logDensities[b];
            steps.goOn(b, b);
        }
    }

    @Override
    public int pairsPerTransition() {
        return horizon + 1;
    }
}
