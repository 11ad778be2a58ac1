package org.waymark.sim.plant;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
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
            throw new IllegalArgumentException(
                    "plant: expected one of " + names() + ", found " + name + "; did you mean " + nearest(name) + "?");
        }
        return plant.get();
    }

    private static String nearest(String name) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : BY_NAME.keySet()) {
            int distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** The number of letters to insert, delete or exchange (Levenshtein 1966). */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int exchange = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(exchange, 1 + Math.min(previous[j], current[j - 1]));
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
