package org.waymark.sim.variation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.waymark.sim.DecoratedPlant;
import org.waymark.sim.NearestName;
import org.waymark.sim.Plant;
import org.waymark.sim.Simulator;

/**
 * A plant that is another one in each rollout: some of its quantities are drawn when the rollout begins, each from its own range.
 *
 * <p>What can be drawn is what the plant offers ({@link VariablePlant#variables}), as factors on its own values, and for every plant
 * {@code gain}, a factor on the controls, and {@code delay}, a whole number of control steps by which controls arrive late; until the
 * first one arrives, control zero is held, or what is nearest to it within the limits. The draws of one variable do not depend on
 * which others there are. Closing this closes the plant.
 */
public final class RandomizedPlant extends DecoratedPlant {
    /** The control arrives so many steps late. */
    public static final String DELAY = "delay";
    /** The control is multiplied by it. */
    public static final String GAIN = "gain";

    private static final int LONGEST_DELAY = 10_000;
    /** The others are masses, lengths and the like: a plant without them is none. */
    private static final Set<String> MAY_VANISH = Set.of("damping", "friction", "gravity");

    private final Map<String, Range> own = new LinkedHashMap<>();
    private final Map<String, Range> general = new LinkedHashMap<>();

    /**
     * @param ranges what to draw, by name; factors > 0 (damping, friction and gravity ≥ 0), delays ≥ 0
     * @throws IllegalArgumentException if the plant has no such variable: the message lists what there is; the plant is left open
     */
    public RandomizedPlant(Plant plant, Map<String, Range> ranges) {
        super(plant);
        List<String> offered = plant instanceof VariablePlant variable ? variable.variables() : List.of();
        ranges.forEach((name, range) -> {
            boolean isOwn = offered.contains(name);
            if (!isOwn && !name.equals(DELAY) && !name.equals(GAIN)) {
                throw unknown(name, offered);
            }
            requireSensible(name, range);
            (isOwn ? own : general).put(name, range);
        });
    }

    private static IllegalArgumentException unknown(String name, List<String> offered) {
        List<String> known = new ArrayList<>(offered);
        known.add(DELAY);
        if (!offered.contains(GAIN)) {
            known.add(GAIN);
        }
        return new IllegalArgumentException("the plant has no '" + name + "' to vary, did you mean "
                + NearestName.of(name, known).orElseThrow() + "? It has " + String.join(", ", known));
    }

    private static void requireSensible(String name, Range range) {
        if (name.equals(DELAY)) {
            if (range.least() < 0
                    || range.greatest() > LONGEST_DELAY
                    || Math.ceil(range.least()) > Math.floor(range.greatest())) {
                throw new IllegalArgumentException(name + ": expected a range with whole numbers within 0…"
                        + LONGEST_DELAY + ", found " + range.least() + " to " + range.greatest());
            }
            return;
        }
        boolean mayVanish = MAY_VANISH.contains(name.split(" ")[0]);
        if (mayVanish ? range.least() < 0 : range.least() <= 0) {
            throw new IllegalArgumentException(
                    name + ": expected factors " + (mayVanish ? "≥" : ">") + " 0, found " + range.least());
        }
    }

    @Override
    public RandomizedSimulator newSimulator() {
        Simulator simulator =
                own.isEmpty() ? plant.newSimulator() : ((VariablePlant) plant).newSimulator(List.copyOf(own.keySet()));
        return new RandomizedSimulator(simulator, own, general);
    }
}
