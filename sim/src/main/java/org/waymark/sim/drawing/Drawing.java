package org.waymark.sim.drawing;

import java.util.List;

/**
 * How a plant looks: parts that hang on moving frames, and where the frames are in a state.
 *
 * <p>For one thread at a time; no longer of use when its plant has been closed.
 */
public interface Drawing {
    /** All parts, in no particular order; always the same. */
    List<Part> parts();

    /** How many frames move. */
    int frames();

    /**
     * Places the frames.
     *
     * @param state [stateSize] of the plant; not modified
     * @param poses [frames × 7] position and unit quaternion of each, see {@link Poses}; overwritten
     */
    void place(double[] state, double[] poses);

    /** Whether all of it lies in the plane z = 0, seen with y upwards; otherwise z points up. */
    default boolean isPlanar() {
        return false;
    }
}
