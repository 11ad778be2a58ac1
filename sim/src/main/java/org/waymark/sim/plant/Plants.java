package org.waymark.sim.plant;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.waymark.sim.NearestName;
import org.waymark.sim.Plant;

/** The built-in plants, by name. */
public final class Plants {
    private static final Map<String, Supplier<Plant>> BY_NAME = new TreeMap<>(Map.of(
            "point-mass-velocity", VelocityPointMass::new,
            "point-mass", PointMass::new,
            "two-link-arm", TwoLinkArm::new,
            "pendulum", Pendulum::new,
            "cart-pole", CartPole::new,
            "seven-joint-arm", SevenJointArm::new));

    private Plants() {}

    /** All names, in alphabetical order. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /**
     * A plant with its default options.
     *
     * @throws IllegalArgumentException if there is none of this name; the message lists all names, and the nearest one
     */
    public static Plant named(String name) {
        Supplier<Plant> plant = BY_NAME.get(name);
        if (plant == null) {
            throw new IllegalArgumentException("plant: expected one of " + names() + ", found " + name
                    + "; did you mean " + NearestName.of(name, BY_NAME.keySet()).orElseThrow() + "?");
        }
        return plant.get();
    }
}
