package org.waymark.gps.tabular;

/**
 * How Dyna-Q learns.
 *
 * @param stepSize α of all updates, in (0, 1]
 * @param discount γ, in [0, 1]
 * @param exploration ε, how likely a random action is, in [0, 1]
 * @param planningSteps n, updates from the model after each real step, ≥ 0; with none this is Q-learning
 * @param episodes real episodes in an iteration, ≥ 1
 */
public record DynaQOptions(double stepSize, double discount, double exploration, int planningSteps, int episodes) {
    public DynaQOptions {
        require(stepSize > 0 && stepSize <= 1, "stepSize: expected in (0, 1], found " + stepSize);
        require(discount >= 0 && discount <= 1, "discount: expected in [0, 1], found " + discount);
        require(exploration >= 0 && exploration <= 1, "exploration: expected in [0, 1], found " + exploration);
        require(planningSteps >= 0, "planningSteps: expected ≥ 0, found " + planningSteps);
        require(episodes >= 1, "episodes: expected ≥ 1, found " + episodes);
    }

    /** α = 0.1, γ = 0.95, ε = 0.1, n = 5, an episode at a time. */
    public static DynaQOptions defaults() {
        return new DynaQOptions(0.1, 0.95, 0.1, 5, 1);
    }

    public DynaQOptions withPlanningSteps(int value) {
        return new DynaQOptions(stepSize, discount, exploration, value, episodes);
    }

    public DynaQOptions withExploration(double value) {
        return new DynaQOptions(stepSize, discount, value, planningSteps, episodes);
    }

    public DynaQOptions withEpisodes(int value) {
        return new DynaQOptions(stepSize, discount, exploration, planningSteps, value);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
