package org.waymark.sim;

import java.util.random.RandomGenerator;

/** Where rollouts begin: a distribution over initial states. Implementations are immutable. */
@FunctionalInterface
public interface StartDistribution {
    /** One initial state; depends on the numbers of {@code random} only. */
    InitialState draw(RandomGenerator random);

    /** Whether all draws are the same state; false unless an implementation knows better. */
    default boolean isConstant() {
        return false;
    }

    /**
     * This, where different states are needed.
     *
     * @throws IllegalArgumentException if it yields the same state always
     */
    default StartDistribution requireSpread() {
        if (isConstant()) {
            throw new IllegalArgumentException(
                    "expected a distribution over different states, found one that yields the same state always: "
                            + this);
        }
        return this;
    }
}
