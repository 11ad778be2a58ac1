package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.waymark.gps.experiment.ExperimentCheck;
import org.waymark.gps.run.Json;
import org.waymark.sim.contract.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waymark check}. */
@Command(
        name = "check",
        description =
                "Tries out the simulator and the cost of an experiment, without training: one line for each check,"
                        + " exit code 1 if one fails.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class CheckCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "EXPERIMENT",
            description = "A built-in experiment (see 'waymark list'), or an experiment file.")
    private String experiment;

    @Option(names = "--json", description = "Prints the result as JSON.")
    private boolean json;

    @Mixin
    private ExperimentOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ExperimentOptions.Named named = options.find(experiment);
        List<Finding> findings = ExperimentOptions.refusing(() -> ExperimentCheck.of(named.experiment()));
        boolean ok = findings.stream().allMatch(Finding::ok);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(Json.pretty(result(named.name(), ok, findings)));
        } else {
            findings.forEach(out::println);
        }
        out.flush();
        return ok ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static Map<String, Object> result(String name, boolean ok, List<Finding> findings) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("experiment", name);
        result.put("ok", ok);
        result.put("checks", findings.stream().map(CheckCommand::json).toList());
        return result;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("check", finding.check());
        one.put("ok", finding.ok());
        one.put("detail", finding.detail());
        return one;
    }
}
