package org.waymark.gps.run;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.waymark.gps.algorithm.InterruptedRunException;
import org.waymark.gps.algorithm.Phase;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.algorithm.Warning;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.learner.Learner;
import org.waymark.gps.learner.Standing;
import org.waymark.gps.learner.Step;
import org.waymark.gps.report.Stage;

/**
 * A learner from its first iteration to its last, written down as it goes.
 *
 * <p>After each iteration its metrics, its checkpoint and, if it is the best so far, its policy are on disk. However the run ends, so
 * are a summary and a report. {@link #restore} goes back to where a run ended, and {@link #resume} on from there.
 */
public final class TrainingRun<S> implements AutoCloseable {
    private final Plan plan;
    private final int threads;
    private final Listener listener;
    private final Learner<S> learner;
    private final Products<S> products;
    private final Optional<Stage> stage;
    private final Object gate = new Object();

    /** The thread that is inside the loop and may be interrupted; null while there is none. */
    private Thread inside;

    private boolean stopRequested;

    private Optional<RunLock> lock = Optional.empty();
    private MetricsRecord kept = MetricsRecord.none();
    private Tally tally = Tally.after(List.of());
    private S state;
    private Standing standing;

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
        return of(name, experiment, task, Optional.empty(), threads, listener);
    }

    /**
     * The same, and its report shows the plant of the task, which has to stay open as long as the run does.
     *
     * @throws IllegalArgumentException if task and experiment do not fit together
     */
    public static TrainingRun<?> of(
            String name, Experiment experiment, ExperimentTask task, int threads, Listener listener) {
        return of(name, experiment, task.task(), Optional.of(Stage.of(experiment, task.plant())), threads, listener);
    }

    private static TrainingRun<?> of(
            String name, Experiment experiment, Task task, Optional<Stage> stage, int threads, Listener listener) {
        Phases phases = new Phases();
        Learner<?> learner = Learners.of(experiment, task, threads, phases);
        return ofPolicy(Plan.of(name, experiment), learner, stage, phases, threads, listener);
    }

    private static <S> TrainingRun<S> ofPolicy(
            Plan plan, Learner<S> learner, Optional<Stage> stage, Phases phases, int threads, Listener listener) {
        return new TrainingRun<>(plan, learner, new PolicyProducts<>(learner), stage, phases, threads, listener);
    }

    /**
     * Prepares any run.
     *
     * @param learner closed with this
     * @param phases what the learner was told to tell its phases to
     */
    TrainingRun(
            Plan plan,
            Learner<S> learner,
            Products<S> products,
            Optional<Stage> stage,
            Phases phases,
            int threads,
            Listener listener) {
        this.plan = plan;
        this.stage = stage;
        this.threads = threads;
        this.listener = listener;
        this.learner = learner;
        this.products = products;
        this.state = learner.initialState();
        this.standing = learner.standing(state);
        phases.listener = this::begins;
    }

    /** Passes on what the learner tells, which is made before the run that listens. */
    static final class Phases implements Phase.Listener {
        private Phase.Listener listener;

        @Override
        public void begins(Phase phase) {
            listener.begins(phase);
        }
    }

    private void begins(Phase phase) {
        tally.stopwatch().begin(phase);
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
     * @param configuration what the run is about, as it can be read back: the resolved experiment file
     * @param commandLine what to write down as the command
     * @throws RunFolderException if the folder's name has been taken in the meantime
     * @throws RuntimeException what the simulator, the cost or the loop threw; all before that is on disk, with a summary
     */
    public Summary run(RunFolder folder, String configuration, List<String> commandLine) {
        tally = Tally.after(List.of());
        Map<String, Object> meta = Meta.collect(commandLine, plan.name(), plan.seed(), threads);
        meta.put(Meta.CONFIGURATION, Digest.of(configuration));
        meta.putAll(products.facts());
        folder.writeDurably(RunFolder.META, file -> Files.writeString(file, Json.pretty(meta)));
        folder.writeDurably(folder.configuration(), file -> Files.writeString(file, configuration));
        products.prepare(folder, commandLine, threads);
        folder.appear();
        lock = Optional.of(folder.lock());
        return run(new ResultFiles(folder, configuration, meta, stage));
    }

    /**
     * Goes back to where a run ended, however it did; nothing on disk is changed. Other processes are kept out from here on.
     *
     * @throws RunFolderException if another process goes on with it, or if what it left is of another version
     */
    public SavedRun.Resumption restore(SavedRun saved) {
        RunFolder folder = saved.folder();
        lock = Optional.of(folder.lock());
        List<String> remarks = new ArrayList<>();
        MetricsRecord all = MetricsRecord.read(folder);
        Optional<Checkpoints.Found<S>> found =
                Checkpoints.newest(folder, learner.format(), all.lines().size(), remarks);
        state = found.map(Checkpoints.Found::state).orElseGet(learner::initialState);
        standing = learner.standing(state);
        kept = all.first(found.map(Checkpoints.Found::iteration).orElse(0));
        if (!remarks.isEmpty()) {
            remarks.add(
                    found.isPresent()
                            ? "the checkpoint before is taken, of iteration " + standing.iteration()
                            : "there is no other checkpoint, so that the run begins again");
        }
        remarks.addAll(Meta.changes(saved.meta()));
        return new SavedRun.Resumption(standing.iteration(), remarks);
    }

    /**
     * Trains on from where {@link #restore} went back to, as {@link #run} does, into the folder it was restored from. To be called once.
     */
    public Summary resume(SavedRun saved) {
        RunFolder folder = saved.folder();
        tally = Tally.after(kept.lines());
        Map<String, Object> meta = Meta.resumed(saved.meta(), standing.iteration(), threads);
        folder.write(RunFolder.META, Json.pretty(meta));
        folder.makeFolder(RunFolder.CHECKPOINTS);
        Checkpoints.tidy(folder, standing.iteration());
        ReplayFiles.tidy(folder, standing.iteration(), bestIteration());
        products.restore(folder, state);
        return run(new ResultFiles(folder, saved.configuration(), meta, stage));
    }

    private Summary run(ResultFiles files) {
        files.write(summary(Summary.Status.RUNNING, products.unjudged(state), Optional.empty()), tally.metrics());
        FutureTask<Summary> work = new FutureTask<>(() -> train(files));
        work.run();
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedRunException(e);
        } catch (ExecutionException e) {
            writeFailure(files, e.getCause());
            throw rethrown(e.getCause());
        }
    }

    private void writeFailure(ResultFiles files, Throwable cause) {
        try {
            Optional<String> message = Optional.of(message(cause));
            files.write(summary(Summary.Status.FAILED, products.unjudged(state), message), tally.metrics());
        } catch (UncheckedIOException e) {
            cause.addSuppressed(e); // the disk is full, most likely, and the cause says so
        }
    }

    private Summary train(ResultFiles files) {
        Summary.Status status;
        try (MetricsFiles metrics = new MetricsFiles(files.folder(), files.started(), kept);
                Checkpoints checkpoints = new Checkpoints(files.folder())) {
            status = iterate(files.folder(), metrics, checkpoints);
        }
        Verdict verdict = products.unjudged(state);
        if (status == Summary.Status.INTERRUPTED) {
            files.write(summary(status, verdict, Optional.empty()), tally.metrics());
        }
        if (standing.best().isPresent()) {
            tally.stopwatch().begin(Phase.EVALUATE);
            verdict = products.judge(state);
            tally.stopwatch().end();
        }
        Summary summary = summary(status, verdict, Optional.empty());
        products.summarize(files.folder(), summary);
        files.write(summary, tally.metrics());
        return summary;
    }

    /** Iterates to the end; tells whether that was reached, or the run asked to stop before. */
    private Summary.Status iterate(RunFolder folder, MetricsFiles metrics, Checkpoints checkpoints) {
        while (standing.iteration() < plan.iterations()) {
            Optional<Step<S>> done = interruptibly(() -> learner.iterate(state));
            if (done.isEmpty()) {
                return Summary.Status.INTERRUPTED;
            }
            tally.stopwatch().end();
            accept(done.get(), folder, metrics, checkpoints);
        }
        return Summary.Status.DONE;
    }

    /** The checkpoint comes last: from one that is there, all else can be made again, but for the lines up to its iteration. */
    private void accept(Step<S> done, RunFolder folder, MetricsFiles metrics, Checkpoints checkpoints) {
        state = done.state();
        standing = learner.standing(state);
        Map<String, Double> line = tally.add(done);
        metrics.append(line, done);
        products.write(folder, state);
        done.recording()
                .ifPresent(recording -> ReplayFiles.write(folder, standing.iteration(), recording, bestIteration()));
        checkpoints.write(standing.iteration(), state, learner.format(), metrics::force);
        listener.iterationDone(line);
        if (!done.warnings().isEmpty()) {
            listener.warned(standing.iteration(), done.warnings());
        }
    }

    private OptionalInt bestIteration() {
        return standing.best().map(best -> OptionalInt.of(best.iteration())).orElseGet(OptionalInt::empty);
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

    private Summary summary(Summary.Status status, Verdict verdict, Optional<String> message) {
        Optional<Summary.ReturnedPolicy> policy = standing.best()
                .map(best -> new Summary.ReturnedPolicy(verdict.cost(), verdict.success(), best.iteration()));
        return new Summary(
                status,
                plan.name(),
                plan.algorithm(),
                plan.task(),
                plan.seed(),
                standing.iteration(),
                standing.environmentSteps(),
                tally.last("cost/mean"),
                tally.mean("rollouts/clipped"),
                tally.warnings(),
                policy,
                verdict.student(),
                tally.stopwatch().total(),
                tally.stopwatch().perPhase(),
                message);
    }

    @Override
    public void close() {
        try {
            learner.close();
        } finally {
            lock.ifPresent(RunLock::close);
        }
    }
}
