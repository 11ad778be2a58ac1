package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.waymark.gps.experiment.BuiltInExperiment;
import org.waymark.gps.experiment.TaskOptions;
import org.waymark.gps.run.Json;
import org.waymark.gps.study.BuiltInStudy;
import org.waymark.sim.mujoco.MujocoBenchmark;
import org.waymark.sim.plant.BenchmarkPlants;
import org.waymark.sim.plant.Plants;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code waymark list}. */
@Command(
        name = "list",
        description = "Lists the built-in experiments and studies, and the plants that task.name knows.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class ListCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Prints the list as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<String> plants = plants();
        if (json) {
            List<Map<String, String>> experiments = BuiltInExperiment.all().stream()
                    .map(one -> Map.of("name", one.name(), "description", one.description()))
                    .toList();
            List<Map<String, String>> studies = BuiltInStudy.all().stream()
                    .map(one -> Map.of("name", one.name(), "description", one.description()))
                    .toList();
            out.print(Json.pretty(Map.of("experiments", experiments, "studies", studies, "plants", plants)));
        } else {
            Map<String, String> experiments = new LinkedHashMap<>();
            BuiltInExperiment.all().forEach(one -> experiments.put(one.name(), one.description()));
            out.println("Experiments (waymark train):");
            Table.print(out, experiments);
            Map<String, String> studies = new LinkedHashMap<>();
            BuiltInStudy.all().forEach(one -> studies.put(one.name(), one.description()));
            out.println();
            out.println("Studies (waymark study):");
            Table.print(out, studies);
            out.println();
            out.println("Plants (task.name): " + String.join(", ", plants));
        }
        out.flush();
        return ExitCode.DONE;
    }

    private static List<String> plants() {
        List<String> all = new java.util.ArrayList<>(Plants.names());
        all.addAll(BenchmarkPlants.names());
        all.addAll(MujocoBenchmark.NAMES);
        all.add(TaskOptions.MUJOCO);
        all.add(TaskOptions.EXTERNAL);
        return all;
    }
}
