package org.waymark.gps.actorcritic;

import java.util.random.RandomGenerator;

/** Targets that look some imagined steps beyond the real ones. A workspace of one thread. */
interface Expansion {
    /**
     * Makes the lesson of a batch.
     *
     * @param steps in the present model, with room for the batch; overwritten
     * @param agent whose policy and target networks the targets are made with
     * @param range between which targets are cut
     * @param random where all chance comes from
     * @return valid until the next call
     */
    CriticLesson lesson(
            ModelRollout steps, Batch batch, SoftActorCritic agent, ReturnRange range, RandomGenerator random);

    /** How many pairs a lesson has for each transition of a batch. */
    int pairsPerTransition();
}
