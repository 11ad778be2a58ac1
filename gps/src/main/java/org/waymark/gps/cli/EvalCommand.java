package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.experiment.StartOptions;
import org.waymark.gps.run.Json;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.SavedLaw;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.RolloutSampler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waymark eval}. */
@Command(
        name = "eval",
        description = "Runs the policy of a run, without noise, from held-out starts.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class EvalCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The folder of a run.")
    private Path run;

    @Option(
            names = "--episodes",
            paramLabel = "N",
            description =
                    "How many starts to draw. Default: as in the experiment. Starts that the experiment lists are used"
                            + " once each, whatever this says, unless sensors or plants are random.")
    private Integer episodes;

    @Option(names = "--json", description = "Prints the result as JSON.")
    private boolean json;

    @Option(
            names = "--require",
            paramLabel = "CONDITION",
            converter = Requirement.Converter.class,
            description =
                    "Exits with 3 unless a number of the result reaches a threshold, such as 'policy.success>=0.9'."
                            + " May be given often.")
    private List<Requirement> requirements = new ArrayList<>();

    @Mixin
    private ExperimentOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        int threads = options.threads();
        Requirements.check(requirements, Requirements.OF_EVALUATION, true);
        RunFolder folder = ExperimentOptions.refusing(() -> RunFolder.open(run));
        Experiment experiment =
                options.of(folder, episodes == null ? List.of() : List.of("evaluation.episodes=" + episodes));
        if (episodes != null
                && experiment.task().starts() instanceof StartOptions.Listed
                && !experiment.task().isRandom()) {
            err.println("waymark: this experiment lists its starts; each is used once");
            err.flush();
        }
        try (ExperimentTask task = ExperimentOptions.build(experiment);
                RolloutSampler sampler = new RolloutSampler(task.task().simulators(), threads)) {
            ControlLaw law = ExperimentOptions.refusing(() -> SavedLaw.read(folder, experiment, task.task()));
            PolicyEvaluation evaluation = evaluate(task.task(), law, sampler, experiment.seed(), folder);
            Map<String, Object> result = result(evaluation, experiment.seed());
            print(result, evaluation);
            return Requirements.judge(requirements, result, err);
        }
    }

    /** With the seed of the run as the run was judged; with another one from other starts, with other plants and other sensor noise. */
    private static PolicyEvaluation evaluate(
            Task task, ControlLaw law, RolloutSampler sampler, long seed, RunFolder folder) {
        return seed == ExperimentOptions.seed(folder)
                ? PolicyEvaluation.onEvaluationStarts(task, law, sampler)
                : PolicyEvaluation.onEvaluationStarts(task, law, sampler, new RandomStreams(seed));
    }

    private Map<String, Object> result(PolicyEvaluation evaluation, long seed) {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("cost", evaluation.cost());
        policy.put("costStandardError", standardError(evaluation));
        Interval cost = Interval.ofMean(evaluation.costs());
        policy.put("costLow", cost.low());
        policy.put("costHigh", cost.high());
        policy.put("success", evaluation.success());
        Interval success = success(evaluation);
        policy.put("successLow", success.low());
        policy.put("successHigh", success.high());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("run", run.toString());
        result.put("seed", seed);
        result.put("episodes", evaluation.costs().size());
        result.put("policy", policy);
        return result;
    }

    private void print(Map<String, Object> result, PolicyEvaluation evaluation) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(Json.pretty(result));
            out.flush();
            return;
        }
        int count = evaluation.costs().size();
        Interval cost = Interval.ofMean(evaluation.costs());
        Interval success = success(evaluation);
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put(
                "cost of the policy",
                String.format(Locale.ROOT, "%.2f", evaluation.cost())
                        + (Double.isNaN(cost.low())
                                ? ""
                                : String.format(
                                        Locale.ROOT, ", 95 %% interval %.2f to %.2f", cost.low(), cost.high())));
        rows.put(
                "success of the policy",
                String.format(
                        Locale.ROOT,
                        "%.1f %% (%d of %d), 95 %% interval %.1f to %.1f %%",
                        100 * evaluation.success(),
                        Math.round(count * evaluation.success()),
                        count,
                        100 * success.low(),
                        100 * success.high()));
        Table.print(out, rows);
    }

    private static Interval success(PolicyEvaluation evaluation) {
        return Interval.ofFraction(evaluation.success(), evaluation.costs().size());
    }

    private static double standardError(PolicyEvaluation evaluation) {
        int count = evaluation.costs().size();
        double squares = evaluation.costs().stream()
                .mapToDouble(cost -> (cost - evaluation.cost()) * (cost - evaluation.cost()))
                .sum();
        return Math.sqrt(squares / ((count - 1.0) * count));
    }
}
