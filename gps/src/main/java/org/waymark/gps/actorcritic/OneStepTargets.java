package org.waymark.gps.actorcritic;

import java.util.random.RandomGenerator;

/** y = r + γ (1 − ended) V(o′), where V(o) = min_c Q̄_c(o, a) − α log π(a|o) for a sample a of the policy (Haarnoja et al. 2018b, eq. 5). */
final class OneStepTargets implements TargetRule {
    private final double discount;
    private final SoftValue value;
    private final double[] values;
    private final double[] targets;

    OneStepTargets(double discount, int m, int batch) {
        this.discount = discount;
        this.value = new SoftValue(m, batch);
        this.values = new double[batch];
        this.targets = new double[batch];
    }

    @Override
    public CriticLesson lesson(Batch batch, SoftActorCritic agent, ReturnRange range, RandomGenerator random) {
        value.of(agent, batch.nextObservations(), batch.count(), random, values);
        for (int b = 0; b < batch.count(); b++) {
            double reward = -batch.costs()[b] / agent.costScale();
            targets[b] = range.cut(reward + discount * batch.continues()[b] * values[b]);
        }
        return new CriticLesson(batch.count(), batch.observations(), batch.actions(), targets);
    }

    @Override
    public int pairsPerTransition() {
        return 1;
    }
}
