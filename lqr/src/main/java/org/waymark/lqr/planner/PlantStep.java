package org.waymark.lqr.planner;

/**
 * The thing being controlled, one time step at a time: a simulator, a robot, or a model that plays the plant.
 *
 * <p>{@code simulator::step} is one, for any class with a method of this shape.
 */
@FunctionalInterface
public interface PlantStep {
    /**
     * Holds u for one time step.
     *
     * @param control u_t, [controlSize]; not modified
     * @param state [stateSize], x_t on entry; overwritten by x_{t+1}
     */
    void step(double[] control, double[] state);
}
