package org.waymark.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MujocoLibraryTest {
    @TempDir
    Path folder;

    private LibrarySearch only(Path library) {
        Properties properties = new Properties();
        properties.setProperty("waymark.mujoco.library", library.toString());
        return new LibrarySearch(properties, Map.of(), List.of());
    }

    @Test
    void otherVersionsAreRefusedByName() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/gcc")));
        Path source = Files.writeString(folder.resolve("engine.c"), "int mj_version(void) { return 312; }\n");
        Path library = folder.resolve("libmujoco.so");
        run("/usr/bin/gcc", "-shared", "-fPIC", source.toString(), "-o", library.toString());
        assertThatThrownBy(() -> MujocoLibrary.load(only(library)))
                .isInstanceOf(MujocoUnavailableException.class)
                .hasMessageContaining(library + " is version 3.1.2, which is not supported")
                .hasMessageContaining("install Debian's libmujoco2.2.2");
    }

    @Test
    void whatIsNoLibraryIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("libmujoco.so"), "not a library\n");
        assertThatThrownBy(() -> MujocoLibrary.load(only(text)))
                .isInstanceOf(MujocoUnavailableException.class)
                .hasMessageContaining(text + " does not load");
    }

    @Test
    void missingLibraryIsAClearSentence() {
        Path missing = folder.resolve("absent.so");
        assertThatThrownBy(() -> MujocoLibrary.load(only(missing)))
                .isInstanceOf(MujocoUnavailableException.class)
                .hasMessageContaining("MuJoCo was not found")
                .hasMessageContaining(missing + " is not a file");
    }

    @Test
    @RequiresMujoco
    void loadedOnce() {
        MujocoLibrary library = MujocoLibrary.load();
        assertThat(MujocoLibrary.load()).isSameAs(library);
        assertThat(library.version()).isEqualTo("2.2.2");
        assertThat(library.path()).isRegularFile();
    }

    /** The engine's internal errors end the process at once; left alone, MuJoCo would wait for a key and write a log file. */
    @Test
    @RequiresMujoco
    void internalErrorEndsTheProcessWithItsMessage() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), EngineError.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(folder.resolve("output")).hasContent("MuJoCo stopped with an internal error: out of patience");
        assertThat(folder.resolve("MUJOCO_LOG.TXT")).doesNotExist();
    }

    /** Raises an error inside the engine. */
    static final class EngineError {
        private EngineError() {}

        public static void main(String[] arguments) {
            String path = MujocoLibrary.load().path().toString();
            NativeLibrary.getInstance(path).getFunction("mju_error").invokeVoid(new Object[] {"out of patience"});
        }
    }

    private void run(String... command) throws Exception {
        File output = folder.resolve("output").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        assertThat(process.waitFor())
                .as("%s", Files.readString(output.toPath()))
                .isZero();
    }
}
