package org.waymark.gps.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.waymark.sim.EndingPlant;
import org.waymark.sim.Plant;
import org.waymark.sim.external.ExternalOptions;
import org.waymark.sim.external.ExternalPlant;
import org.waymark.sim.mujoco.Mjcf;
import org.waymark.sim.mujoco.MujocoBenchmark;
import org.waymark.sim.mujoco.MujocoOptions;
import org.waymark.sim.mujoco.MujocoPlant;
import org.waymark.sim.observation.ObservedPlant;
import org.waymark.sim.plant.BenchmarkPlants;
import org.waymark.sim.plant.Plants;
import org.waymark.sim.variation.RandomizedPlant;

/** Makes the plant that {@link TaskOptions} describe. */
final class TaskPlant {
    private static final int DEFAULT_SUBSTEPS = 5;

    private TaskPlant() {}

    /** The plant, as its policy is to see it. */
    static Plant build(TaskOptions options) {
        Plant plant = bare(options);
        try {
            Plant varied = options.randomize().isEmpty()
                    ? plant
                    : Place.at("task.randomize", () -> new RandomizedPlant(plant, options.ranges()));
            Plant ending = options.ends()
                    .<Plant>map(ends -> Place.at("task.ends", () -> new EndingPlant(varied, ended(ends, varied))))
                    .orElse(varied);
            return Place.at("task.observation", () -> ObservedPlant.of(ending, options.observation()));
        } catch (RuntimeException e) {
            plant.close();
            throw e;
        }
    }

    private static Predicate<double[]> ended(EndOptions ends, Plant plant) {
        int entry = StateEntry.of(ends.entry(), plant);
        double below = ends.below().orElse(Double.NEGATIVE_INFINITY);
        double above = ends.above().orElse(Double.POSITIVE_INFINITY);
        return state -> state[entry] < below || state[entry] > above;
    }

    private static Plant bare(TaskOptions options) {
        if (options.name().equals(TaskOptions.EXTERNAL)) {
            return Place.at("task.command", () -> new ExternalPlant(external(options)));
        }
        if (MujocoBenchmark.NAMES.contains(options.name())) {
            return MujocoBenchmark.of(options.name(), Path.of(options.model().orElseThrow()));
        }
        if (!options.name().equals(TaskOptions.MUJOCO)) {
            return builtIn(options.name());
        }
        Mjcf model = options.model()
                .map(name -> Mjcf.builtIn(name).orElseGet(() -> Mjcf.file(Path.of(name))))
                .orElseGet(Mjcf::peg);
        return new MujocoPlant(new MujocoOptions(
                model,
                options.substeps().orElse(DEFAULT_SUBSTEPS),
                options.sites().orElse(List.of()),
                options.shiftedBodies(),
                false));
    }

    private static ExternalOptions external(TaskOptions options) {
        ExternalOptions usual =
                ExternalOptions.of(options.command().orElseThrow().toArray(String[]::new));
        return new ExternalOptions(
                usual.command(),
                options.directory(),
                options.startTimeout().orElse(usual.startTimeout()),
                options.timeout().orElse(usual.timeout()));
    }

    private static Plant builtIn(String name) {
        List<String> known = new ArrayList<>(Plants.names());
        if (known.contains(name)) {
            return Plants.named(name);
        }
        Optional<Plant> benchmark = BenchmarkPlants.named(name);
        if (benchmark.isPresent()) {
            return benchmark.get();
        }
        known.addAll(BenchmarkPlants.names());
        known.addAll(MujocoBenchmark.NAMES);
        known.add(TaskOptions.MUJOCO);
        known.add(TaskOptions.EXTERNAL);
        throw new IllegalArgumentException("task.name: there is no plant '" + name + "', did you mean "
                + KeyNames.nearest(name, known) + "? Known are " + String.join(", ", known));
    }
}
