package org.waymark.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrarySearchTest {
    @TempDir
    Path root;

    private final Properties properties = new Properties();

    @BeforeEach
    void emptyHome() {
        properties.setProperty("user.home", root.resolve("home").toString());
    }

    private Path library(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.createFile(file).toRealPath();
    }

    private LibrarySearch search(Map<String, String> environment) {
        return new LibrarySearch(properties, environment, List.of(root.resolve("usr/lib")));
    }

    @Test
    void usualPlacesInOrder() throws IOException {
        Path system = library("usr/lib/x86_64-linux-gnu/libmujoco.so.2.2.2");
        Path plain = library("usr/lib/libmujoco.so");
        Path home = library("home/.mujoco/mujoco-2.2.2/lib/libmujoco.so.2.2.2");
        Path java = library("java/libmujoco.so");
        Path loader = library("loader/libmujoco.dylib");
        Path chosen = library("mine/lib/libmujoco.so");
        library("usr/lib/libmujocoplugin.so");
        library("usr/lib/libmujoco.so.txt");
        properties.setProperty("java.library.path", root.resolve("java").toString());
        Map<String, String> environment = Map.of(
                "MUJOCO_PATH",
                root.resolve("mine").toString(),
                "LD_LIBRARY_PATH",
                root.resolve("absent") + File.pathSeparator + root.resolve("loader"));
        assertThat(search(environment).candidates()).containsExactly(chosen, java, loader, home, plain, system);
    }

    @Test
    void linksToOneFileAreOneCandidate() throws IOException {
        Path system = library("usr/lib/libmujoco.so.2.2.2");
        Files.createSymbolicLink(root.resolve("usr/lib/libmujoco.so"), system);
        assertThat(search(Map.of()).candidates()).containsExactly(system);
    }

    @Test
    void chosenFileIsTheOnlyOne() throws IOException {
        library("usr/lib/libmujoco.so");
        Path mine = library("mine/engine.so");
        properties.setProperty("waymark.mujoco.library", mine.toString());
        assertThat(search(Map.of()).candidates()).containsExactly(mine);
        properties.setProperty(
                "waymark.mujoco.library", root.resolve("absent.so").toString());
        assertThat(search(Map.of()).candidates()).isEmpty();
    }

    @Test
    void missingLibraryIsOneSentenceThatSaysWhatToInstall() {
        assertThat(search(Map.of()).candidates()).isEmpty();
        assertThat(MujocoLibrary.explain(null, List.of()))
                .isEqualTo(
                        "MuJoCo 2.2.2 was not found: install Debian's libmujoco2.2.2 (apt-get install libmujoco2.2.2) or point "
                                + "-Dwaymark.mujoco.library at the libmujoco.so of MuJoCo 2.2.2.");
        assertThat(MujocoLibrary.explain(Path.of("/opt/x.so"), List.of()))
                .startsWith("MuJoCo was not found: -Dwaymark.mujoco.library=/opt/x.so is not a file; install Debian's");
        assertThat(MujocoLibrary.explain(null, List.of("/opt/libmujoco.so is version 3.1.0, which is not supported")))
                .startsWith(
                        "No usable MuJoCo was found: /opt/libmujoco.so is version 3.1.0, which is not supported; install");
    }
}
