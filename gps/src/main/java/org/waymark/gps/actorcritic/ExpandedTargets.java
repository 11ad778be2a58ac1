package org.waymark.gps.actorcritic;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Targets that look ahead in the model; those of one step until there is one. */
final class ExpandedTargets implements TargetRule {
    private final Expansion expansion;
    private final ModelKeeper keeper;
    private final OneStepTargets before;
    private final int batchSize;

    /** @param batchSize the most transitions in a batch */
    ExpandedTargets(Expansion expansion, ModelKeeper keeper, OneStepTargets before, int batchSize) {
        this.expansion = expansion;
        this.keeper = keeper;
        this.before = before;
        this.batchSize = batchSize;
    }

    @Override
    public CriticLesson lesson(Batch batch, SoftActorCritic agent, ReturnRange range, RandomGenerator random) {
        Optional<ModelRollout> steps = keeper.rollout(batchSize);
        return steps.isEmpty()
                ? before.lesson(batch, agent, range, random)
                : expansion.lesson(steps.get(), batch, agent, range, random);
    }

    @Override
    public int pairsPerTransition() {
        return expansion.pairsPerTransition();
    }
}
