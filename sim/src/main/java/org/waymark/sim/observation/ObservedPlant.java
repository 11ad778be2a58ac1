package org.waymark.sim.observation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.DecoratedPlant;
import org.waymark.sim.Plant;
import org.waymark.sim.SimulatorSpec;

/** A plant whose policy sees what {@link ObservationOptions} say; the states are the plant's own. Closing it closes the plant. */
public final class ObservedPlant extends DecoratedPlant {
    private final ObservationLayout layout;
    private final Optional<PointMap> points;
    private final SimulatorSpec spec;
    private final List<String> observationNames;

    /**
     * @throws IllegalArgumentException if the plant does not have what is to be observed: the message names it, and what is nearest
     *     to it; the plant is then left open
     */
    public ObservedPlant(Plant plant, ObservationOptions options) {
        super(plant);
        ObservationNames names = new ObservationNames(plant);
        int[] entries = names.entries(options.entries());
        layout = new ObservationLayout(
                entries, deviations(options.noise(), entries.length), options.delay(), options.history());
        points = names.points();
        spec = ObservedSimulator.observed(plant.spec(), layout);
        observationNames = named(names, entries, options);
    }

    private static double[] deviations(double[] noise, int count) {
        if (noise.length == 1) {
            double[] all = new double[count];
            Arrays.fill(all, noise[0]);
            return all;
        }
        if (noise.length != count) {
            throw new IllegalArgumentException("noise: expected one number, or one for each of the " + count
                    + " that are observed, found " + noise.length);
        }
        return noise;
    }

    private static List<String> named(ObservationNames names, int[] entries, ObservationOptions options) {
        List<String> named = new ArrayList<>();
        for (int k = 0; k < options.history(); k++) {
            int age = options.delay() + k;
            for (int entry : entries) {
                named.add(names.name(entry) + (age == 0 ? "" : ", " + age + (age == 1 ? " step ago" : " steps ago")));
            }
        }
        return List.copyOf(named);
    }

    /** The plant itself or, unless the options are the defaults, the plant as seen through them. */
    public static Plant of(Plant plant, ObservationOptions options) {
        return options.equals(ObservationOptions.defaults()) ? plant : new ObservedPlant(plant, options);
    }

    @Override
    public SimulatorSpec spec() {
        return spec;
    }

    @Override
    public ObservedSimulator newSimulator() {
        return new ObservedSimulator(plant.newSimulator(), points, layout);
    }

    /** Names with their age where it is not zero: {@code elbow position [rad], 2 steps ago}. */
    @Override
    public List<String> observationNames() {
        return observationNames;
    }
}
