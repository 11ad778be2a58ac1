package org.waymark.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StructLayoutTest {
    @Test
    void everySupportedVersionHasATableOfItsOwn() {
        assertThat(StructLayout.SUPPORTED).contains(222);
        for (int version : StructLayout.SUPPORTED) {
            assertThat(StructLayout.of(version).orElseThrow().at("version")).isEqualTo(version);
        }
    }

    @Test
    void otherVersionsHaveNone() {
        for (int version : List.of(210, 221, 223, 237, 300, 0, -222)) {
            assertThat(StructLayout.of(version)).isEmpty();
        }
        assertThat(MujocoLibrary.layoutFor(222, 8)).isPresent();
        assertThat(MujocoLibrary.layoutFor(222, 4)).isEmpty();
        assertThat(StructLayout.name(222)).isEqualTo("2.2.2");
    }

    @Test
    void missingEntryIsNamed() {
        StructLayout layout = StructLayout.of(222).orElseThrow();
        assertThatThrownBy(() -> layout.at("mjModel.nothing"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("layout-222.properties: no entry mjModel.nothing");
    }

    /** Where the headers of the supported version and gcc are, the program that prints the table must print this table. */
    @Test
    void tableIsWhatTheHeadersSay(@TempDir Path folder) throws Exception {
        Path header = Path.of("/usr/include/mujoco/mujoco.h");
        assumeTrue(Files.exists(header) && Files.readString(header).contains("mjVERSION_HEADER 222"));
        assumeTrue(Files.exists(Path.of("/usr/bin/gcc")));
        Path program = folder.resolve("layout");
        run(folder, "/usr/bin/gcc", "src/test/c/mujoco_layout.c", "-o", program.toString());
        Properties printed = new Properties();
        printed.load(Files.newBufferedReader(run(folder, program.toString())));
        Properties table = new Properties();
        table.load(StructLayout.class.getResourceAsStream("layout-222.properties"));
        assertThat(table).isEqualTo(printed);
    }

    private static Path run(Path folder, String... command) throws Exception {
        File output = folder.resolve("output").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        assertThat(process.waitFor())
                .as("%s", Files.readString(output.toPath()))
                .isZero();
        return output.toPath();
    }
}
