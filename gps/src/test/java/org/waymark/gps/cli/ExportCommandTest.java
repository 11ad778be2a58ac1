package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.distillation.OnnxExport;
import org.waymark.distillation.OnnxExport.Precision;
import org.waymark.distillation.PolicyStore;
import org.waymark.gps.run.PolicyFiles;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.Tiny;
import org.waymark.lqr.Policy;

class ExportCommandTest {
    @TempDir
    private static Path runs;

    private static Path run;
    private static Path local;

    @TempDir
    private Path temp;

    @BeforeAll
    static void train() throws IOException {
        Path tiny = Files.writeString(runs.resolve("tiny.yaml"), Tiny.text());
        run = runs.resolve("run");
        local = runs.resolve("local");
        assertThat(Waymark.run("train", tiny, "--out", run).code()).isEqualTo(ExitCode.DONE);
        assertThat(Waymark.run("train", tiny, "--out", local, "--set", "algorithm.name=local-only")
                        .code())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void writesTheReturnedPolicyInEitherPrecision() throws IOException {
        Path single = temp.resolve("policy.onnx");
        Waymark said = Waymark.run("export", run, "-o", single);
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out())
                .contains("input obs", "[batch, 4] float32", "output action", "[batch, 2] float32", "output std")
                .contains(single.toString());
        var policy = PolicyFiles.read(RunFolder.open(run));
        assertThat(Files.readAllBytes(single)).isEqualTo(OnnxExport.write(policy, Precision.FLOAT32));
        Path precise = temp.resolve("policy64.onnx");
        JsonNode json = Waymark.run("export", run, "--out", precise, "--precision", "float64", "--json")
                .json();
        assertThat(json.get("precision").asText()).isEqualTo("float64");
        assertThat(json.get("action").asInt()).isEqualTo(2);
        byte[] bytes = Files.readAllBytes(precise);
        assertThat(bytes)
                .isEqualTo(OnnxExport.write(policy, Precision.FLOAT64))
                .hasSize(json.get("bytes").asInt());
    }

    @Test
    void theSavedPolicyLoadsByItself() throws IOException {
        assertThat(Policy.load(run.resolve("policy/policy.npz"))).isEqualTo(PolicyFiles.read(RunFolder.open(run)));
    }

    private static void assertRefused(Waymark said, String... words) {
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.USAGE);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).startsWith("waymark: ").contains(words).doesNotContain("\tat ", "Exception");
    }

    @Test
    void refusesWhatHasNoPolicyToRead() throws IOException {
        Path out = temp.resolve("policy.onnx");
        assertRefused(Waymark.run("export", local, "-o", out), local.toString(), "this run has no policy");
        assertRefused(Waymark.run("export", temp, "-o", out), temp.toString(), "is no run folder");
        assertRefused(Waymark.run("export", temp.resolve("none"), "-o", out), "there is no such run folder");
        Path torn = temp.resolve("torn");
        Files.createDirectories(torn.resolve("policy"));
        for (String name : new String[] {RunFolder.META, RunFolder.CONFIG}) {
            Files.copy(run.resolve(name), torn.resolve(name));
        }
        Path weights = torn.resolve("policy/policy.npz");
        Files.writeString(weights, "junk");
        assertRefused(Waymark.run("export", torn, "-o", out), weights.toString(), "cannot be read");
        byte[] ours = PolicyStore.toBytes(PolicyFiles.read(RunFolder.open(run)));
        Files.write(weights, ofVersion3(ours));
        assertRefused(
                Waymark.run("export", torn, "-o", out), weights.toString(), "version 3, this program reads 1 and 2");
        assertThat(out).doesNotExist();
    }

    /** The archive with another version in its text entry, the rest as it was. */
    private static byte[] ofVersion3(byte[] archive) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (var from = new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(archive));
                var to = new java.util.zip.ZipOutputStream(out)) {
            for (var entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                to.putNextEntry(new java.util.zip.ZipEntry(entry.getName()));
                byte[] content = from.readAllBytes();
                to.write(
                        entry.getName().endsWith(".txt")
                                ? new String(content, java.nio.charset.StandardCharsets.UTF_8)
                                        .replace("version 1", "version 3")
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)
                                : content);
            }
        }
        return out.toByteArray();
    }

    @Test
    void refusesAFileThatIsThereOrCannotBe() throws IOException {
        Path there = Files.writeString(temp.resolve("there.onnx"), "mine");
        assertRefused(Waymark.run("export", run, "-o", there), "--out", there.toString(), "exists already");
        assertThat(there).hasContent("mine");
        Path nowhere = temp.resolve("none/policy.onnx");
        assertRefused(Waymark.run("export", run, "-o", nowhere), "--out", nowhere.toString(), "cannot be written");
        assertRefused(Waymark.run("export", run), "--out");
        assertRefused(
                Waymark.run("export", run, "-o", temp.resolve("x"), "--precision", "float16"),
                "--precision",
                "float16");
    }
}
