package org.waymark.gps.actorcritic;

import java.util.random.RandomGenerator;

/** What the critics are taught about a batch. A workspace of one thread. */
interface TargetRule {
    /**
     * Makes the lesson of a batch.
     *
     * @param agent whose policy and target networks the targets are made with
     * @param range between which targets are cut
     * @param random where all chance comes from
     * @return valid until the next call
     */
    CriticLesson lesson(Batch batch, SoftActorCritic agent, ReturnRange range, RandomGenerator random);

    /** How many pairs a lesson has for each transition of a batch. */
    int pairsPerTransition();
}
