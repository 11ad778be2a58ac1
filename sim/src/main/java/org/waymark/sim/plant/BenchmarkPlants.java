package org.waymark.sim.plant;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.waymark.sim.Plant;

/** Plants of published benchmarks and textbooks that need no physics engine, by name: each brings its starts and its cost. */
public final class BenchmarkPlants {
    private static final Map<String, Supplier<Plant>> BY_NAME = new TreeMap<>(Map.of(
            "bench-pendulum", BenchmarkPendulum::new,
            "bench-cart-pole", BenchmarkCartPole::new,
            "bench-mountain-car", MountainCar::new,
            "bench-acrobot", Acrobot::new,
            "dyna-maze", DynaMaze::new,
            "maths-test", MathsTest::new));

    private BenchmarkPlants() {}

    /** All names, in alphabetical order. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** The plant of this name, if there is one. */
    public static Optional<Plant> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name)).map(Supplier::get);
    }
}
