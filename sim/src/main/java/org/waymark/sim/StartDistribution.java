package org.waymark.sim;

import java.util.random.RandomGenerator;

/** Where rollouts begin: a distribution over initial states. Implementations are immutable. */
@FunctionalInterface
public interface StartDistribution {
    /** One initial state; depends on the numbers of {@code random} only. */
    InitialState draw(RandomGenerator random);
}
