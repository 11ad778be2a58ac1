package org.waymark.gps.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {
    private static final String[] NAMES = {
        "org/waymark/lqr/B.class",
        "org/waymark/lqr/A.class",
        "org/waymark/sim/peg.xml",
        "org/waymark/gps/cli/Main.class",
        "notes.txt",
        "META-INF/maven/pom.xml"
    };

    @TempDir
    private Path temp;

    private Path folder(String content) throws IOException {
        Path folder = Files.createTempDirectory(temp, "classes");
        for (String name : NAMES) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), content + name);
        }
        return folder;
    }

    private Path jar(String content) throws IOException {
        Path jar = Files.createTempFile(temp, "module", ".jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (int i = NAMES.length - 1; i >= 0; i--) {
                out.putNextEntry(new ZipEntry(NAMES[i]));
                out.write((content + NAMES[i]).getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    @Test
    void aJarHasTheSamePartsAsItsClasses() throws IOException {
        assertThat(Build.parts(folder("x"))).hasSize(3).isEqualTo(Build.parts(jar("x")));
        assertThat(Build.parts(folder("x"))).doesNotContainAnyElementsOf(Build.parts(jar("y")));
    }

    @Test
    void whatMakesNoRunsDoesNotCount() throws IOException {
        Path folder = folder("x");
        for (int i = 3; i < NAMES.length; i++) {
            Files.writeString(folder.resolve(NAMES[i]), "something else");
        }
        assertThat(Build.parts(folder)).isEqualTo(Build.parts(jar("x")));
    }

    @Test
    void thisBuildHasADigest() {
        assertThat(Build.digest().orElseThrow())
                .matches("[0-9a-f]{64}")
                .isEqualTo(Build.digest().orElseThrow());
    }
}
