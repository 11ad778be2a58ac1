package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.report.Stage;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waymark report}. */
@Command(
        name = "report",
        description = "Makes the report of a run, finished or not, or one page that compares several runs.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", arity = "1..*", description = "The folders of runs.")
    private List<Path> runs;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Where to write the page. Default: report.html in the folder of the run.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (out == null && runs.size() > 1) {
            throw new UsageException("-o: expected the file for the comparison of " + runs.size() + " runs");
        }
        if (out != null && Files.isDirectory(out)) {
            throw new UsageException("-o " + out + ": is a folder, expected a file");
        }
        List<RunReport> reports = new ArrayList<>();
        for (Path run : runs) {
            RunReport report = ExperimentOptions.refusing(() -> RunReport.ofAny(run));
            report.remarks().forEach(remark -> note(run + ": " + remark));
            reports.add(report);
        }
        Path file = out != null ? out : runs.get(0).resolve(RunFolder.REPORT);
        RunReport.write(
                file, reports.size() == 1 ? single(reports.get(0)) : RunReport.comparison(List.copyOf(reports)));
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.println(file);
        stdout.flush();
        return ExitCode.DONE;
    }

    private String single(RunReport report) {
        if (report.folder().isDistillation()) {
            return report.html(Optional.empty());
        }
        Path run = report.folder().path();
        try {
            return withPlant(report, new ExperimentOptions().of(report.folder(), List.of()));
        } catch (UsageException e) {
            note(run + ": the report has no rollouts, for the plant cannot be built here: " + e.getMessage());
            return report.html(Optional.empty());
        }
    }

    private static String withPlant(RunReport report, Experiment experiment) {
        try (ExperimentTask task = ExperimentOptions.build(experiment)) {
            return report.html(Optional.of(Stage.of(experiment, task.plant())));
        }
    }

    private void note(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("waymark: " + sentence);
        err.flush();
    }
}
