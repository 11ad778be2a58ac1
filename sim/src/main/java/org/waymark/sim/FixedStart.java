package org.waymark.sim;

import java.util.random.RandomGenerator;

/** Every rollout begins at the same state. */
public record FixedStart(InitialState start) implements StartDistribution {
    @Override
    public InitialState draw(RandomGenerator random) {
        return start;
    }

    @Override
    public boolean isConstant() {
        return true;
    }
}
