package org.waymark.gps.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.waymark.gps.run.Meta;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code waymark} command: results go to stdout, progress and complaints to stderr. */
@Command(
        name = "waymark",
        description = "Trains one global neural policy from many local controllers: guided policy search.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            TrainCommand.class,
            CheckCommand.class,
            EvalCommand.class,
            BaselineCommand.class,
            ExportCommand.class,
            ReportCommand.class,
            RenderCommand.class,
            ModelErrorCommand.class,
            DistillCommand.class,
            StudyCommand.class,
            GradientStudyCommand.class,
            ListCommand.class,
            InitCommand.class
        },
        footer = {
            "",
            "Begin with:  waymark train arm-reach",
            "",
            "Exit codes: 0 done, 1 the run failed, 2 usage or configuration, 3 below a --require threshold, 130 interrupted."
        })
public final class Main implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "waymark " + Meta.version(),
                "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")"
            };
        }
    }

    public static void main(String[] args) {
        // Locale.ROOT everywhere, and UTF-8 whatever the locale says
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
        int code = execute(out, err, args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Carries out a command and returns the exit code. */
    static int execute(PrintWriter out, PrintWriter err, String... args) {
        CommandLine commandLine = new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::complainAboutUsage)
                .setExecutionExceptionHandler(Main::complain);
        commandLine.setUsageHelpWidth(100);
        return commandLine.execute(args);
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "expected a command: " + String.join(", ", spec.subcommands().keySet()));
    }

    private static int complainAboutUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        if (e instanceof UnmatchedArgumentException unmatched && command.getParent() == null) {
            err.println(
                    "waymark: there is no command '" + unmatched.getUnmatched().get(0) + "', there are "
                            + String.join(", ", command.getSubcommands().keySet()));
        } else {
            err.println("waymark: " + e.getMessage());
            UnmatchedArgumentException.printSuggestions(e, err);
        }
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static int complain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        boolean usage = e instanceof UsageException;
        err.println("waymark: " + (usage ? e.getMessage() : "the run failed: " + message(e)));
        if (System.getenv("WAYMARK_DEBUG") != null) {
            e.printStackTrace(err);
        } else if (!usage) {
            err.println("Set WAYMARK_DEBUG=1 to see where.");
        }
        err.flush();
        return usage ? ExitCode.USAGE : ExitCode.FAILED;
    }

    /** What a bug throws often says nothing but its name. */
    private static String message(Exception e) {
        boolean ours = e.getClass().getName().startsWith("org.waymark");
        return e.getMessage() != null && (ours || EXPECTED.contains(e.getClass())) ? e.getMessage() : e.toString();
    }

    private static final List<Class<?>> EXPECTED =
            List.of(IllegalArgumentException.class, IllegalStateException.class, java.io.UncheckedIOException.class);
}
