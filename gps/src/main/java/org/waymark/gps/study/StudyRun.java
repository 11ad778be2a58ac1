package org.waymark.gps.study;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.waymark.gps.algorithm.InterruptedRunException;
import org.waymark.gps.experiment.ConfigurationException;
import org.waymark.gps.run.StudyFolder;

/**
 * A study from its first cell to its last, several at a time. Each cell is an ordinary run, in one thread; complete ones are kept when
 * the study is run again. What cells come to is the same for any number of threads and after any number of stops.
 */
public final class StudyRun {
    private static final int CHANGES_SHOWN = 5;

    private final StudyPlan plan;
    private final CellStore store;
    private final int threads;
    private final List<String> commandLine;
    private final Listener listener;
    private final Map<Cell, CellRun> runs = new LinkedHashMap<>();
    private final Map<Cell, Boolean> isThere = new LinkedHashMap<>();
    private int discarded;
    private int byOtherCode;

    /** Which complete cells are run again nevertheless. */
    public enum Redo {
        /** Those that failed. */
        FAILED,
        /** Those whose configuration is another one now. */
        CHANGED,
        ALL
    }

    /** Is told how a study proceeds; one call at a time. */
    public interface Listener {
        /**
         * The cells are known.
         *
         * @param cells how many there are
         * @param kept complete ones, which are not run again
         * @param byOtherCode how many of these were made by another build of this version, and might come out otherwise now
         * @param halfFinished ones that were stopped or killed on the way, which are discarded and run again
         */
        default void begins(int cells, int kept, int byOtherCode, int halfFinished) {}

        /** A cell begins to train. */
        default void cellBegins(String cell) {}

        /**
         * A cell was trained.
         *
         * @param numbers what the measures found, by their names
         * @param failure why it failed; empty if it did not
         */
        default void cellDone(String cell, Map<String, String> numbers, Optional<String> failure) {}
    }

    /**
     * Looks at what is there already; nothing is simulated or deleted yet.
     *
     * @param threads cells at a time
     * @param commandLine what to write down as the command
     * @throws ConfigurationException if a complete cell has another configuration, and {@code redo} does not say to run it again
     */
    public StudyRun(
            StudyPlan plan,
            StudyFolder folder,
            Set<Redo> redo,
            int threads,
            List<String> commandLine,
            Listener listener) {
        this.plan = plan;
        this.store = new CellStore(folder);
        this.threads = threads;
        this.commandLine = List.copyOf(commandLine);
        this.listener = listener;
        Set<Redo> again = redo.isEmpty() ? EnumSet.noneOf(Redo.class) : EnumSet.copyOf(redo);
        Map<Cell, List<String>> changed = new LinkedHashMap<>();
        for (Cell cell : plan.cells()) {
            CellStore.Content content = store.content(cell);
            boolean hasChanged = !content.changes().isEmpty();
            boolean complete = content.found() == CellStore.Found.FINISHED || content.found() == CellStore.Found.FAILED;
            boolean repeated = again.contains(Redo.ALL)
                    || hasChanged && again.contains(Redo.CHANGED)
                    || content.found() == CellStore.Found.FAILED && again.contains(Redo.FAILED);
            if (hasChanged && !repeated) {
                changed.put(cell, content.changes());
            }
            discarded += content.found() == CellStore.Found.HALF ? 1 : 0;
            byOtherCode += complete && !repeated && content.byOtherCode() ? 1 : 0;
            isThere.put(cell, complete && !repeated);
            runs.put(cell, new CellRun(cell, plan.study().measures(), plan.metrics(), store, this.commandLine));
        }
        refuse(changed);
    }

    private void refuse(Map<Cell, List<String>> changed) {
        if (changed.isEmpty()) {
            return;
        }
        Cell first = changed.keySet().iterator().next();
        List<String> changes = changed.get(first);
        throw new ConfigurationException(store.path(first) + ": this run (" + first
                + ") was made with another configuration: "
                + String.join("; ", changes.subList(0, Math.min(CHANGES_SHOWN, changes.size())))
                + (changes.size() > CHANGES_SHOWN ? "; and " + (changes.size() - CHANGES_SHOWN) + " more" : "")
                + (changed.size() > 1 ? ". So were " + (changed.size() - 1) + " other cells" : "")
                + ". Give another --out, or --redo=changed to discard such runs and make them anew");
    }

    /** Asks the study to end as soon as it can; complete cells stay. Any thread may call this. */
    public void stop() {
        runs.values().forEach(CellRun::stop);
    }

    /** Runs what is missing; returns what was reached. To be called once. */
    public StudyTable run() {
        int kept = (int) isThere.values().stream().filter(there -> there).count();
        listener.begins(plan.size(), kept, byOtherCode, discarded);
        ExecutorService pool = Executors.newFixedThreadPool(threads, daemons());
        CompletionService<Optional<Outcome>> completion = new ExecutorCompletionService<>(pool);
        Map<Future<Optional<Outcome>>, Cell> pending = new LinkedHashMap<>();
        Map<Cell, Outcome> outcomes = new LinkedHashMap<>();
        ResultWriter writer = new ResultWriter(plan, store.folder(), commandLine);
        writer.write(StudyTable.of(plan, outcomes));
        try {
            runs.forEach((cell, run) -> pending.put(completion.submit(() -> work(cell, run)), cell));
            while (!pending.isEmpty()) {
                Future<Optional<Outcome>> ended = completion.take();
                Cell cell = pending.remove(ended);
                outcome(ended).ifPresent(outcome -> {
                    outcomes.put(cell, outcome);
                    if (!isThere.get(cell)) {
                        writer.write(StudyTable.of(plan, outcomes));
                        tell(cell, outcome);
                    }
                });
            }
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            throw new InterruptedRunException(e);
        } finally {
            pool.shutdown();
        }
        StudyTable table = StudyTable.of(plan, outcomes);
        writer.write(table);
        return table;
    }

    private Optional<Outcome> work(Cell cell, CellRun run) {
        boolean there = isThere.get(cell);
        if (!there && !run.isStopped()) {
            synchronized (listener) {
                listener.cellBegins(cell.toString());
            }
        }
        return run.outcome(there);
    }

    /** A cell that ends with an exception has failed, which is an outcome too. */
    private static Optional<Outcome> outcome(Future<Optional<Outcome>> ended) throws InterruptedException {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            boolean says = cause instanceof RuntimeException && cause.getMessage() != null;
            return Optional.of(Outcome.failed(says ? cause.getMessage() : cause.toString()));
        }
    }

    private void tell(Cell cell, Outcome outcome) {
        synchronized (listener) {
            listener.cellDone(cell.toString(), numbers(cell, outcome), outcome.failure());
        }
    }

    private Map<String, String> numbers(Cell cell, Outcome outcome) {
        Map<String, String> numbers = new LinkedHashMap<>();
        int horizon = cell.experiment().task().horizon();
        for (Measure measure : plan.study().measures()) {
            double number = outcome.number(measure, horizon);
            numbers.put(measure.name(), Numbers.text(Numbers.format(number), number));
        }
        return numbers;
    }

    private static ThreadFactory daemons() {
        return work -> {
            Thread thread = new Thread(work, "waymark-cell");
            thread.setDaemon(true);
            return thread;
        };
    }
}
