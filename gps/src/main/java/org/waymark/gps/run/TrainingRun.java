package org.waymark.gps.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.waymark.gps.algorithm.InterruptedRunException;
import org.waymark.gps.algorithm.Phase;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.algorithm.Warning;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.learner.Learner;
import org.waymark.gps.learner.Standing;
import org.waymark.gps.learner.Step;

/**
 * A learner from its first iteration to its last, written down as it goes.
 *
 * <p>After each iteration its metrics, its checkpoint and, if it is the best so far, its policy are on disk. However the run ends, so
 * are a summary and a report.
 */
public final class TrainingRun<S> implements AutoCloseable {
    private final Experiment experiment;
    private final String name;
    private final int threads;
    private final Listener listener;
    private final Learner<S> learner;
    private final Object gate = new Object();

    /** The thread that is inside the loop and may be interrupted; null while there is none. */
    private Thread inside;

    private boolean stopRequested;

    private Stopwatch stopwatch = new Stopwatch();
    private S state;
    private Standing standing;
    private int warnings;
    private final List<Map<String, Double>> metrics = new ArrayList<>();

    /** Is told how a run proceeds, on its thread. */
    public interface Listener {
        /** A phase of an iteration, counted from 1, begins. */
        default void phaseBegins(int iteration, Phase phase) {}

        /** An iteration is complete and on disk; {@code metrics} is its line, NaN for what does not exist. */
        default void iterationDone(Map<String, Double> metrics) {}

        /** There are warnings, at least one, about the iteration that has just been told of. */
        default void warned(int iteration, List<Warning> warnings) {}
    }

    /**
     * Prepares a run; nothing is simulated yet.
     *
     * @param name of the experiment
     * @param threads how many rollouts and clusters are worked on at a time; changes no result
     * @throws IllegalArgumentException if task and experiment do not fit together
     */
    public static TrainingRun<?> of(String name, Experiment experiment, Task task, int threads, Listener listener) {
        Phases phases = new Phases();
        return new TrainingRun<>(
                name, experiment, Learners.of(experiment, task, threads, phases), phases, threads, listener);
    }

    private TrainingRun(
            String name, Experiment experiment, Learner<S> learner, Phases phases, int threads, Listener listener) {
        this.name = name;
        this.experiment = experiment;
        this.threads = threads;
        this.listener = listener;
        this.learner = learner;
        this.state = learner.initialState();
        this.standing = learner.standing(state);
        phases.listener = this::begins;
    }

    /** Passes on what the learner tells, which is made before the run that listens. */
    private static final class Phases implements Phase.Listener {
        private Phase.Listener listener;

        @Override
        public void begins(Phase phase) {
            listener.begins(phase);
        }
    }

    private void begins(Phase phase) {
        stopwatch.begin(phase);
        listener.phaseBegins(standing.iteration() + 1, phase);
    }

    /** Asks the run to end as soon as it can; returns at once. Any thread may call this. */
    public void stop() {
        synchronized (gate) {
            stopRequested = true;
            if (inside != null) {
                inside.interrupt();
            }
        }
    }

    /**
     * Trains to the end, or until {@link #stop} is called, and returns what was reached. To be called once.
     *
     * @param folder where to write, just made
     * @param configuration the resolved experiment file
     * @param commandLine what to write down as the command
     * @throws RuntimeException what the simulator, the cost or the loop threw; all before that is on disk, with a summary
     */
    public Summary run(RunFolder folder, String configuration, List<String> commandLine) {
        stopwatch = new Stopwatch();
        Map<String, Object> meta = Meta.collect(commandLine, name, experiment.seed(), threads);
        folder.write(RunFolder.META, Json.pretty(meta));
        folder.write(RunFolder.CONFIG, configuration);
        ResultFiles files = new ResultFiles(folder, configuration, meta);
        files.write(summary(Summary.Status.RUNNING, Optional.empty(), Optional.empty()), metrics);
        FutureTask<Summary> work = new FutureTask<>(() -> train(files));
        work.run();
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedRunException(e);
        } catch (ExecutionException e) {
            files.write(summary(Summary.Status.FAILED, Optional.empty(), Optional.of(message(e.getCause()))), metrics);
            throw rethrown(e.getCause());
        }
    }

    private Summary train(ResultFiles files) {
        Summary.Status status;
        try (MetricsLog log = new MetricsLog(files.folder().resolve(RunFolder.METRICS));
                Checkpoints checkpoints = new Checkpoints(files.folder())) {
            status = iterate(files.folder(), log, checkpoints);
        }
        if (status == Summary.Status.INTERRUPTED) {
            files.write(summary(status, Optional.empty(), Optional.empty()), metrics);
        }
        Optional<PolicyEvaluation> evaluation = Optional.empty();
        if (standing.best().isPresent()) {
            stopwatch.begin(Phase.EVALUATE);
            evaluation = Optional.of(learner.evaluate(state));
            stopwatch.end();
        }
        Summary summary = summary(status, evaluation, Optional.empty());
        files.write(summary, metrics);
        return summary;
    }

    /** Iterates to the end; tells whether that was reached, or the run asked to stop before. */
    private Summary.Status iterate(RunFolder folder, MetricsLog log, Checkpoints checkpoints) {
        while (standing.iteration() < experiment.algorithm().iterations()) {
            Optional<Step<S>> done = interruptibly(() -> learner.iterate(state));
            if (done.isEmpty()) {
                return Summary.Status.INTERRUPTED;
            }
            stopwatch.end();
            accept(done.get(), folder, log, checkpoints);
        }
        return Summary.Status.DONE;
    }

    private void accept(Step<S> done, RunFolder folder, MetricsLog log, Checkpoints checkpoints) {
        Map<String, Double> line = new LinkedHashMap<>(done.metrics());
        stopwatch.lap().forEach((phase, seconds) -> line.put("time/" + phase, seconds));
        line.put("time/elapsed", stopwatch.total());
        state = done.state();
        standing = learner.standing(state);
        writePolicies(folder);
        if (standing.iteration() == 1) {
            standing.clusterChoice().ifPresent(choice -> ClusterFile.write(folder, choice));
        }
        checkpoints.write(standing.iteration(), state, learner.format());
        log.append(line, done);
        metrics.add(line);
        warnings += done.warnings().size();
        listener.iterationDone(line);
        if (!done.warnings().isEmpty()) {
            listener.warned(standing.iteration(), done.warnings());
        }
    }

    private void writePolicies(RunFolder folder) {
        standing.policy().ifPresent(policy -> PolicyFiles.writeLast(folder, policy));
        standing.best()
                .filter(best -> best.iteration() == standing.iteration())
                .ifPresent(best -> PolicyFiles.write(folder, best.policy()));
    }

    /** The value of a metric in the last iteration; NaN before the first. */
    private double last(String metric) {
        return metrics.isEmpty() ? Double.NaN : metrics.get(metrics.size() - 1).getOrDefault(metric, Double.NaN);
    }

    private double mean(String metric) {
        return metrics.stream()
                .mapToDouble(line -> line.getOrDefault(metric, Double.NaN))
                .average()
                .orElse(Double.NaN);
    }

    /** Does a piece of work that {@link #stop} may interrupt; empty if it did, or had been called before. */
    private <R> Optional<R> interruptibly(Callable<R> work) {
        synchronized (gate) {
            if (stopRequested) {
                return Optional.empty();
            }
            inside = Thread.currentThread();
        }
        FutureTask<R> task = new FutureTask<>(work);
        task.run();
        boolean stopped;
        synchronized (gate) {
            inside = null;
            stopped = stopRequested && Thread.interrupted();
        }
        try {
            return Optional.of(task.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedRunException(e);
        } catch (ExecutionException e) {
            if (stopped || e.getCause() instanceof InterruptedRunException) {
                return Optional.empty();
            }
            throw rethrown(e.getCause());
        }
    }

    static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }

    private static String message(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private Summary summary(Summary.Status status, Optional<PolicyEvaluation> evaluation, Optional<String> message) {
        Optional<Summary.ReturnedPolicy> policy = standing.best()
                .map(best -> new Summary.ReturnedPolicy(
                        evaluation.map(PolicyEvaluation::cost).orElse(Double.NaN),
                        evaluation.map(PolicyEvaluation::success).orElse(Double.NaN),
                        best.iteration()));
        return new Summary(
                status,
                name,
                experiment.algorithm().name().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                experiment.task().name(),
                experiment.seed(),
                standing.iteration(),
                standing.environmentSteps(),
                last("cost/mean"),
                mean("rollouts/clipped"),
                warnings,
                policy,
                stopwatch.total(),
                stopwatch.perPhase(),
                message);
    }

    @Override
    public void close() {
        learner.close();
    }
}
