package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.baseline.Baselines;
import org.waymark.gps.baseline.Oracle;
import org.waymark.gps.baseline.OracleOptions;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.run.Json;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.RolloutSampler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waymark baseline}. */
@Command(
        name = "baseline",
        description =
                "What an experiment's policies are to be compared with, from the same starts: a uniformly random policy, no control"
                        + " at all, and an oracle that plans on the plant itself.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class BaselineCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "EXPERIMENT",
            description = "A built-in experiment (see 'waymark list'), or an experiment file.")
    private String experiment;

    @Option(
            names = "--episodes",
            paramLabel = "N",
            description = "How many starts to draw. Default: as in the experiment.")
    private Integer episodes;

    @Option(
            names = "--oracle-episodes",
            paramLabel = "N",
            defaultValue = "20",
            description = "From how many of them the oracle acts, 0 for no oracle. Default: ${DEFAULT-VALUE}.")
    private int oracleEpisodes;

    @Option(
            names = "--planner",
            paramLabel = "NAME",
            description = "How the oracle searches: cross-entropy, or ilqr on differences of the plant."
                    + " Default: cross-entropy.")
    private OracleOptions.Search search = OracleOptions.defaults().search();

    @Option(names = "--plan-horizon", paramLabel = "N", description = "How many steps ahead the oracle plans.")
    private int planHorizon = OracleOptions.defaults().horizon();

    @Option(
            names = "--plan-samples",
            paramLabel = "N",
            description = "Plans that it tries in each round; unread by ilqr.")
    private int planSamples = OracleOptions.defaults().samples();

    @Option(names = "--plan-iterations", paramLabel = "N", description = "Rounds, or iterations of ilqr, at each step.")
    private int planIterations = OracleOptions.defaults().iterations();

    @Option(names = "--json", description = "Prints the result as JSON.")
    private boolean json;

    @Mixin
    private ExperimentOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        int threads = options.threads();
        OracleOptions plan =
                ExperimentOptions.refusing(() -> new OracleOptions(search, planHorizon, planSamples, planIterations));
        Map<String, PolicyEvaluation> found = new LinkedHashMap<>();
        Experiment all = options.find(experiment, episodes == null ? List.of() : List.of(drawing(episodes)))
                .experiment();
        try (ExperimentTask task = ExperimentOptions.build(all);
                RolloutSampler sampler = new RolloutSampler(task.task().simulators(), threads)) {
            ControlLaw random = ExperimentOptions.refusing(
                    () -> Baselines.uniformlyRandom(task.plant().spec()));
            found.put("random", PolicyEvaluation.onEvaluationStarts(task.task(), random, sampler));
            found.put(
                    "zero",
                    PolicyEvaluation.onEvaluationStarts(
                            task.task(), Baselines.zero(task.plant().spec()), sampler));
        }
        if (oracleEpisodes > 0) {
            Experiment some =
                    options.find(experiment, List.of(drawing(oracleEpisodes))).experiment();
            try (ExperimentTask task = ExperimentOptions.build(some)) {
                found.put("oracle", oracle(task.task(), plan, threads));
            }
        }
        print(found, all.seed());
        return ExitCode.DONE;
    }

    private static String drawing(int episodes) {
        return "evaluation.episodes=" + episodes;
    }

    private static PolicyEvaluation oracle(Task task, OracleOptions plan, int threads) {
        try (RolloutSampler sampler = new RolloutSampler(task.simulators(), threads);
                Oracle oracle = ExperimentOptions.refusing(() -> new Oracle(task, plan))) {
            return PolicyEvaluation.onEvaluationStarts(task, oracle, sampler);
        }
    }

    private void print(Map<String, PolicyEvaluation> found, long seed) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("experiment", experiment);
            result.put("seed", seed);
            found.forEach((name, evaluation) -> result.put(name, numbers(evaluation)));
            out.print(Json.pretty(result));
            out.flush();
            return;
        }
        Map<String, String> rows = new LinkedHashMap<>();
        found.forEach((name, evaluation) -> {
            Interval cost = Interval.ofMean(evaluation.costs());
            rows.put(
                    name,
                    String.format(
                            Locale.ROOT,
                            "cost %.5g, 95 %% interval %.5g to %.5g, %d episodes, success %.1f %%",
                            evaluation.cost(),
                            cost.low(),
                            cost.high(),
                            evaluation.costs().size(),
                            100 * evaluation.success()));
        });
        Table.print(out, rows);
    }

    private static Map<String, Object> numbers(PolicyEvaluation evaluation) {
        Interval cost = Interval.ofMean(evaluation.costs());
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("episodes", evaluation.costs().size());
        numbers.put("cost", evaluation.cost());
        numbers.put("costLow", cost.low());
        numbers.put("costHigh", cost.high());
        numbers.put("success", evaluation.success());
        return numbers;
    }
}
