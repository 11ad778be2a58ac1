package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.waymark.gps.run.Json;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.SavedRun;
import org.waymark.gps.run.Summary;
import org.waymark.gps.run.TrainingRun;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A run as whoever began it sees it: Ctrl-C is heard, and the result is printed.
 *
 * @param spec of the command
 * @param json whether the result is printed as JSON
 * @param verdict the exit code of a run that was not interrupted
 */
record WatchedRun(CommandSpec spec, boolean json, ToIntFunction<Summary> verdict) {
    /**
     * Trains to the end, or to Ctrl-C; the exit code.
     *
     * @param training what trains
     */
    int finish(TrainingRun<?> run, RunFolder folder, Supplier<Summary> training, Progress progress) {
        try (Interruption interruption = Interruption.by(run::stop)) {
            return interruption.leavesWith(train(folder, training, progress));
        } finally {
            progress.end();
        }
    }

    private int train(RunFolder folder, Supplier<Summary> training, Progress progress) {
        Summary summary = training.get();
        progress.end();
        print(summary, folder);
        if (summary.status() == Summary.Status.INTERRUPTED) {
            say("interrupted; what was reached is in " + folder.path() + ", and '" + spec.qualifiedName() + " --resume "
                    + folder.path() + "' goes on");
            return ExitCode.INTERRUPTED;
        }
        return verdict.applyAsInt(summary);
    }

    /** Goes on with a run from where it ended; the exit code. */
    int resume(TrainingRun<?> run, SavedRun saved, int iterations, Progress progress) {
        SavedRun.Resumption from = ExperimentOptions.refusing(() -> run.restore(saved));
        from.remarks().forEach(this::say);
        say("goes on with iteration " + (from.iteration() + 1) + " of " + iterations);
        return finish(run, saved.folder(), () -> run.resume(saved), progress);
    }

    /** There is nothing to go on with; the exit code. */
    int finished(SavedRun saved, Summary summary) {
        say("the run in " + saved.folder().path() + " is finished; there is nothing to go on with");
        print(summary, saved.folder());
        return verdict.applyAsInt(summary);
    }

    private void say(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("waymark: " + sentence);
        err.flush();
    }

    private void print(Summary summary, RunFolder folder) {
        PrintWriter stdout = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> result = summary.toMap();
            result.put("out", folder.path().toString());
            stdout.print(Json.pretty(result));
            stdout.flush();
        } else {
            Map<String, String> result = new LinkedHashMap<>(summary.toText());
            result.put("run folder", folder.path().toString());
            result.put("report", folder.resolve(RunFolder.REPORT).toString());
            Table.print(stdout, result);
        }
    }
}
