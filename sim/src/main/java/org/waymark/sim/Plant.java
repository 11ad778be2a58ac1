package org.waymark.sim;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.waymark.lqr.Cost;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.drawing.Drawing;

/**
 * A kind of simulator, ready to be instantiated once per thread: what a task is built on.
 *
 * <p>Safe for use by several threads. Closing it releases what its simulators share; close those first.
 */
public interface Plant extends AutoCloseable {
    SimulatorSpec spec();

    /** A new simulator, independent of all others. The caller closes it. */
    Simulator newSimulator();

    /**
     * The end-effector points as a function of the state, with their Jacobian.
     *
     * @throws IllegalArgumentException if this plant has no such points
     */
    PointMap points();

    /** One name per entry of the state, for reports and error messages, such as {@code elbow position [rad]}. */
    List<String> stateNames();

    /** How many entries of the state are positions; they come first, and the velocities follow. As many as controls unless overridden. */
    default int positionSize() {
        return spec().controlSize();
    }

    /** One name per entry of the observation; those of the state unless overridden. */
    default List<String> observationNames() {
        return stateNames();
    }

    /** Duration of one step of the integrator, in seconds, of which the time step is a multiple; empty if that is not known. */
    default OptionalDouble physicsStep() {
        return OptionalDouble.empty();
    }

    /** How the plant looks, for reports; empty if nobody has said so. */
    default Optional<Drawing> drawing() {
        return Optional.empty();
    }

    /**
     * How many actions there are to choose from; empty where controls are continuous. The one control is then the number of an action,
     * from 0, and is rounded.
     */
    default OptionalInt actions() {
        return OptionalInt.empty();
    }

    /**
     * Whether an episode of the plant's own task is over: the plant stays where it is, and charges nothing more.
     *
     * @param state [stateSize]; not modified
     */
    default boolean ended(double[] state) {
        return false;
    }

    /** What the plant itself charges, if it belongs to a task: ℓ(x_t, u_t, t); a published reward with the opposite sign. */
    default Optional<Cost> cost() {
        return Optional.empty();
    }

    /** Where episodes of the plant's own task begin, if it belongs to one. */
    default Optional<StartDistribution> starts() {
        return Optional.empty();
    }

    @Override
    default void close() {}
}
