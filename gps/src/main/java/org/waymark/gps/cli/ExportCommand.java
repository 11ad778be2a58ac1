package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.OnnxExport;
import org.waymark.distillation.OnnxExport.Precision;
import org.waymark.gps.run.Json;
import org.waymark.gps.run.PolicyFiles;
import org.waymark.gps.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waymark export}. */
@Command(
        name = "export",
        description = "Writes the policy of a run as an ONNX model.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class ExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The folder of a run.")
    private Path run;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            required = true,
            description = "The model, such as policy.onnx; it must not exist.")
    private Path out;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description = "Of all numbers, of the inputs and outputs too: float32 or float64. Default: float32.")
    private Precision precision = Precision.FLOAT32;

    @Option(names = "--json", description = "Prints the result as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        NetworkPolicy policy = ExperimentOptions.refusing(() -> PolicyFiles.read(RunFolder.open(run)));
        byte[] model = OnnxExport.write(policy, precision);
        ExperimentOptions.refusing(() -> {
            PolicyFiles.export(out, model);
            return out;
        });
        print(policy, model.length);
        return ExitCode.DONE;
    }

    private void print(NetworkPolicy policy, int bytes) {
        PrintWriter stdout = spec.commandLine().getOut();
        String numbers = precision.name().toLowerCase(Locale.ROOT);
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("run", run.toString());
            result.put("out", out.toString());
            result.put("precision", numbers);
            result.put(OnnxExport.OBSERVATION, policy.observationSize());
            result.put(OnnxExport.ACTION, policy.controlSize());
            result.put("bytes", bytes);
            stdout.print(Json.pretty(result));
            stdout.flush();
            return;
        }
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("input " + OnnxExport.OBSERVATION, shape(policy.observationSize(), numbers));
        rows.put("output " + OnnxExport.ACTION, shape(policy.controlSize(), numbers));
        rows.put("output " + OnnxExport.DEVIATION, shape(policy.controlSize(), numbers));
        rows.put("file", String.format(Locale.ROOT, "%s (%,d bytes)", out, bytes));
        Table.print(stdout, rows);
    }

    private static String shape(int size, String numbers) {
        return "[batch, " + size + "] " + numbers;
    }
}
