package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.waymark.gps.experiment.BuiltInExperiment;
import org.waymark.sim.external.ExternalPlant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code waymark init}. */
@Command(
        name = "init",
        description = "Prints an experiment file with a comment on each key, to begin from: waymark init > mine.yaml",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class InitCommand implements Callable<Integer> {
    @Option(
            names = "--python-server",
            description = "Prints waymark_server.py instead, which makes a task of a Gymnasium-style environment:"
                    + " waymark init --python-server > waymark_server.py")
    private boolean pythonServer;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(pythonServer ? ExternalPlant.pythonServer() : BuiltInExperiment.template());
        out.flush();
        return ExitCode.DONE;
    }
}
