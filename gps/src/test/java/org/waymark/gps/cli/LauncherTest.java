package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell script that starts the command, before a Java that only says how it was called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    @TempDir
    private Path temp;

    private Path launcher;

    @BeforeEach
    void install() throws IOException {
        Path home = Files.createDirectories(temp.resolve("with space/waymark"));
        launcher = Files.createDirectories(home.resolve("bin")).resolve("waymark");
        Files.copy(Path.of("src/main/scripts/waymark"), launcher);
        executable(launcher);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path java(String version) throws IOException {
        Path home = temp.resolve("java-" + version);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        Files.writeString(
                java,
                "#!/bin/sh\nfor word in \"$@\"; do echo \"<$word>\"; done\necho \"OMP=$OMP_NUM_THREADS\"\nexit 7\n");
        executable(java);
        return home;
    }

    private record Said(int code, String text) {}

    private Said call(Path script, Map<String, String> environment, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().remove("OMP_NUM_THREADS");
        builder.environment().remove("WAYMARK_JAVA_OPTS");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    @Test
    void passesArgumentsAndExitCodeOn() throws IOException, InterruptedException {
        Said said = call(launcher, Map.of("JAVA_HOME", java("17.0.9").toString()), "train", "a b", "--set", "x=[1, 2]");
        assertThat(said.code()).isEqualTo(7);
        assertThat(said.text())
                .contains("<-Xmx512m>", "<" + Main.class.getName() + ">\n<train>\n<a b>\n<--set>\n<x=[1, 2]>", "OMP=1")
                .contains("<" + launcher.getParent().getParent().toRealPath().resolve("lib") + "/*>")
                .doesNotContain("native-access");
    }

    @Test
    void ownOptionsComeLastAndOwnThreadsStay() throws IOException, InterruptedException {
        Said said = call(
                launcher,
                Map.of(
                        "JAVA_HOME",
                        java("25").toString(),
                        "WAYMARK_JAVA_OPTS",
                        "-Xmx2g -Da=b",
                        "OMP_NUM_THREADS",
                        "3"));
        assertThat(said.text()).contains("OMP=3", "<-Xmx2g>\n<-Da=b>\n<-cp>", "native-access");
        assertThat(said.text().indexOf("<-Xmx2g>")).isGreaterThan(said.text().indexOf("<-Xmx512m>"));
    }

    @Test
    void trainingAsksForTheVectorApiWhereItIs() throws IOException, InterruptedException {
        Path home = java("17.0.9");
        Map<String, String> environment = Map.of("JAVA_HOME", home.toString());
        assertThat(call(launcher, environment, "train").text()).doesNotContain("incubator");
        Files.writeString(
                home.resolve("release"),
                "JAVA_VERSION=\"17.0.9\"\nMODULES=\"java.base jdk.incubator.vector jdk.jfr\"\n");
        assertThat(call(launcher, environment, "train").text()).contains("<--add-modules>\n<jdk.incubator.vector>");
        assertThat(call(launcher, environment, "study").text()).contains("<--add-modules>\n<jdk.incubator.vector>");
        assertThat(call(launcher, environment, "list").text()).doesNotContain("incubator");
    }

    @Test
    void aStudyMayHaveTheMemoryOfManyRuns() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("JAVA_HOME", java("17").toString());
        assertThat(call(launcher, environment, "train").text()).contains("<-Xmx512m>", "maxphysicalbytes");
        assertThat(call(launcher, environment, "study").text()).doesNotContain("-Xmx", "maxphysicalbytes");
    }

    @Test
    void followsLinks() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("with space/waymark/bin/waymark"));
        Path linkToLink = Files.createSymbolicLink(temp.resolve("again"), link);
        assertThat(call(linkToLink, Map.of("JAVA_HOME", java("17").toString())).text())
                .contains("with space/waymark/lib/*");
    }

    @Test
    void refusesOldAndMissingJava() throws IOException, InterruptedException {
        Said old = call(launcher, Map.of("JAVA_HOME", java("11.0.2").toString()));
        assertThat(old.code()).isEqualTo(ExitCode.USAGE);
        assertThat(old.text()).contains("needs Java 17 or newer", "version 11");
        Said missing = call(launcher, Map.of("JAVA_HOME", temp.resolve("none").toString()));
        assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.text()).contains("JAVA_HOME");
    }
}
