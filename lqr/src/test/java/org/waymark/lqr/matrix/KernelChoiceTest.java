package org.waymark.lqr.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The choice is made once in the life of a JVM, so that each case has one of its own. */
class KernelChoiceTest {
    private static final String[] MODULE = {"--add-modules", "jdk.incubator.vector"};

    @TempDir
    Path folder;

    /** What an embedder runs who has heard nothing of modules. */
    public static final class Embedder {
        private Embedder() {}

        public static void main(String[] args) {
            RiccatiKernels kernels = RiccatiKernels.of(3, 2);
            double[] v = {1, 2, 3, 0, 0, 0};
            kernels.setValue(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 0);
            kernels.addValueTimes(new double[] {1, 1, 1}, 0, v);
            System.out.print(kernels.getClass().getSimpleName() + " " + v[2]);
        }
    }

    @Test
    void plainAndSilentWithoutTheModule() throws Exception {
        assertThat(run()).containsExactly("PlainRiccatiKernels 4.0", "");
    }

    @Test
    void thePropertyForcesPlain() throws Exception {
        assertThat(run(MODULE[0], MODULE[1], "-Dwaymark.kernels=plain").get(0)).isEqualTo("PlainRiccatiKernels 4.0");
    }

    @Test
    void vectorWithTheModule() throws Exception {
        List<String> output = run(MODULE);
        assertThat(output.get(0)).isEqualTo("VectorRiccatiKernels 4.0");
        // Java's own line, which we can do nothing about
        assertThat(output.get(1).lines()).allMatch(line -> line.contains("Using incubator modules"));
    }

    @Test
    void narrowVectorsAreLeftAlone() throws Exception {
        assertThat(run(MODULE[0], MODULE[1], "-XX:MaxVectorSize=16").get(0)).isEqualTo("PlainRiccatiKernels 4.0");
    }

    /** What a JVM with these options writes to stdout and stderr. */
    private List<String> run(String... options) throws IOException, InterruptedException {
        Path stdout = folder.resolve("stdout");
        Path stderr = folder.resolve("stderr");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xshare:auto");
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Embedder.class.getName()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
        // they make Java announce themselves on stderr
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        assertThat(builder.start().waitFor()).as(Files.readString(stderr)).isZero();
        return List.of(
                Files.readString(stdout, StandardCharsets.UTF_8), Files.readString(stderr, StandardCharsets.UTF_8));
    }
}
