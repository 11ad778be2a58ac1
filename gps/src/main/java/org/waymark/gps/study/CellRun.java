package org.waymark.gps.study;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.experiment.YamlBinder;
import org.waymark.gps.run.Digest;
import org.waymark.gps.run.PolicyFiles;
import org.waymark.gps.run.RecordedRun;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.Summary;
import org.waymark.gps.run.TrainingRun;
import org.waymark.lqr.Policy;
import org.waymark.sim.RolloutSampler;

/** Brings one cell to its outcome: trains if that is not done yet, evaluates, and reads back what is on disk. */
final class CellRun {
    private final Cell cell;
    private final List<Measure> measures;
    private final List<String> metrics;
    private final CellStore store;
    private final List<String> commandLine;
    private TrainingRun<?> training;
    private boolean stopped;

    /** @param metrics the ones that are needed */
    CellRun(Cell cell, List<Measure> measures, List<String> metrics, CellStore store, List<String> commandLine) {
        this.cell = cell;
        this.measures = measures;
        this.metrics = metrics;
        this.store = store;
        this.commandLine = commandLine;
    }

    /** Asks for an end as soon as possible; any thread may call this. */
    synchronized void stop() {
        stopped = true;
        if (training != null) {
            training.stop();
        }
    }

    private synchronized boolean begins(TrainingRun<?> run) {
        training = run;
        return !stopped;
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /**
     * The outcome; empty if {@link #stop} came before.
     *
     * @param isThere whether the run is complete already
     */
    Optional<Outcome> outcome(boolean isThere) {
        if (isStopped() || !isThere && !train()) {
            return Optional.empty();
        }
        RecordedRun run = store.run(cell);
        if (run.status() == Summary.Status.FAILED) {
            return Optional.of(Outcome.failed(run.message().orElse("unknown")));
        }
        Map<String, Double> evaluations = new LinkedHashMap<>();
        for (Measure measure : measures) {
            if (measure.evaluation().isPresent()) {
                if (isStopped()) {
                    return Optional.empty();
                }
                evaluations.put(measure.name(), evaluated(measure, run));
            }
        }
        return Optional.of(new Outcome(
                Optional.empty(),
                run.metrics().stream().map(line -> Outcome.only(metrics, line)).toList(),
                evaluations));
    }

    private boolean train() {
        RunFolder folder = store.folder().renew(store.path(cell));
        store.note(cell, new CellNote(store.build(), store.model(cell), Map.of()));
        try (ExperimentTask task = ExperimentTask.build(cell.experiment());
                TrainingRun<?> run = TrainingRun.of(
                        cell.experimentName(), cell.experiment(), task, 1, new TrainingRun.Listener() {})) {
            if (!begins(run)) {
                run.stop();
            }
            Summary summary = run.run(folder, YamlBinder.write(cell.experiment()), commandLine);
            return summary.status() == Summary.Status.DONE;
        }
    }

    private double evaluated(Measure measure, RecordedRun run) {
        PolicyMeasure wanted = measure.evaluation().orElseThrow();
        boolean success = wanted.of() == PolicyMeasure.Quantity.SUCCESS;
        Experiment experiment = cell.evaluations().get(measure.name());
        String configuration = YamlBinder.write(experiment);
        if (wanted.policy() == PolicyMeasure.Which.BEST && configuration.equals(YamlBinder.write(cell.experiment()))) {
            return success ? run.policySuccess() : run.policyCost();
        }
        CellNote note = store.note(cell).orElseThrow();
        String key = wanted.policy().name().toLowerCase(Locale.ROOT) + " " + Digest.of(configuration);
        if (!note.evaluations().containsKey(key)) {
            PolicyEvaluation evaluation = evaluate(experiment, wanted.policy());
            note = note.with(key, evaluation.cost(), evaluation.success());
            store.note(cell, note);
        }
        Object number = note.evaluations().get(key).get(success ? "success" : "cost");
        return number instanceof Number found && Double.isFinite(found.doubleValue())
                ? found.doubleValue()
                : Double.NaN;
    }

    private PolicyEvaluation evaluate(Experiment experiment, PolicyMeasure.Which which) {
        Path path = store.path(cell);
        Policy policy = which == PolicyMeasure.Which.BEST
                ? PolicyFiles.read(RunFolder.open(path))
                : PolicyFiles.readLast(RunFolder.open(path));
        try (ExperimentTask task = ExperimentTask.build(experiment);
                RolloutSampler sampler = new RolloutSampler(task.task().simulators(), 1)) {
            return PolicyEvaluation.onEvaluationStarts(task.task(), policy, sampler);
        }
    }
}
