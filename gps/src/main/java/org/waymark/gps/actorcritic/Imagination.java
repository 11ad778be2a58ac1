package org.waymark.gps.actorcritic;

import java.util.random.RandomGenerator;

/** Where imagined transitions come from. A workspace of one thread. */
interface Imagination {
    /**
     * Adds imagined transitions, if that is due after a real step.
     *
     * @param realSteps all of them so far
     * @param trained whether the model has just been trained anew
     * @param real not modified
     * @param imagined added to
     * @param random where all chance comes from
     */
    void refresh(
            long realSteps,
            boolean trained,
            Memory real,
            Memory imagined,
            SoftActorCritic agent,
            RandomGenerator random);
}
