package org.waymark.gps.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    private Path temp;

    private Path finishedRun() throws IOException {
        Path path = temp.resolve("run");
        RunFolder folder = RunFolder.create(path, false);
        folder.write(RunFolder.META, "{\"waymark\" : \"1\"}");
        folder.write(RunFolder.CONFIG, "seed: 1\n");
        folder.write(RunFolder.CHECKPOINTS + "/checkpoint-0003.bin", "old");
        folder.write(RunFolder.POLICY + "/policy.onnx", "old");
        folder.write(RunFolder.POLICY + "/last.npz", "old");
        folder.appear();
        return path;
    }

    @Test
    void makesFoldersAboveIt() {
        Path path = temp.resolve("a/b/c");
        RunFolder folder = RunFolder.create(path, false);
        assertThat(path).doesNotExist();
        folder.appear();
        assertThat(path.resolve(RunFolder.CHECKPOINTS)).isDirectory();
        assertThat(path.resolve(RunFolder.POLICY)).isDirectory();
    }

    @Test
    void refusesWhatExists() throws IOException {
        Path path = finishedRun();
        assertThatThrownBy(() -> RunFolder.create(path, false))
                .isInstanceOf(RunFolderException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining("--overwrite");
        assertThat(path.resolve(RunFolder.CHECKPOINTS + "/checkpoint-0003.bin")).hasContent("old");
    }

    @Test
    void overwritingDeletesWhatARunWroteAndNothingElse() throws IOException {
        Path path = finishedRun();
        Path mine = Files.writeString(path.resolve("notes.txt"), "mine");
        Path alsoMine = Files.writeString(path.resolve(RunFolder.CHECKPOINTS).resolve("keep.bin"), "mine");
        RunFolder.create(path, true);
        try (Stream<Path> left = Files.walk(path)) {
            assertThat(left.filter(Files::isRegularFile))
                    .containsExactlyInAnyOrder(
                            mine, alsoMine, path.resolve(RunFolder.META), path.resolve(RunLock.NAME));
        }
    }

    @Test
    void aRunThatIsStillGoingIsNotOverwritten() throws IOException {
        Path path = finishedRun();
        try (RunLock going = RunFolder.open(path).lock()) {
            assertThat(going).isNotNull();
            assertThatThrownBy(() -> RunFolder.create(path, true))
                    .isInstanceOf(RunFolderException.class)
                    .hasMessageContaining("still going");
        }
        assertThat(path.resolve(RunFolder.CONFIG)).exists();
        RunFolder.create(path, true);
        assertThat(path.resolve(RunFolder.CONFIG)).doesNotExist();
    }

    @Test
    void aNameThatWasTakenInTheMeantimeIsLeftAlone() throws IOException {
        Path path = temp.resolve("run");
        RunFolder late = RunFolder.create(path, false);
        Path mine = Files.writeString(Files.createDirectory(path).resolve("notes.txt"), "mine");
        assertThatThrownBy(late::appear).isInstanceOf(RunFolderException.class).hasMessageContaining("cannot be made");
        assertThat(mine).hasContent("mine");
    }

    @Test
    void aFullDiskChangesNothingAndLeavesNoHalfFile() throws IOException {
        RunFolder folder = RunFolder.open(finishedRun());
        assertThatThrownBy(() -> folder.writeDurably(RunFolder.CONFIG, file -> {
                    Files.writeString(file, "half");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(RunFolder.CONFIG)
                .hasMessageContaining("No space left on device");
        assertThat(folder.read(RunFolder.CONFIG)).isEqualTo("seed: 1\n");
        assertThat(folder.path()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void overwritingSparesFilesOfOthersWithTheSameNames() throws IOException {
        Path path = Files.createDirectory(temp.resolve("project"));
        Path config = Files.writeString(path.resolve(RunFolder.CONFIG), "mine");
        assertThatThrownBy(() -> RunFolder.create(path, true))
                .isInstanceOf(RunFolderException.class)
                .hasMessageContaining(RunFolder.CONFIG);
        assertThat(config).hasContent("mine");
    }

    @Test
    void overwritingDoesNotFollowLinksOutOfTheFolder() throws IOException {
        Path path = finishedRun();
        Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
        Path precious = Files.writeString(elsewhere.resolve("checkpoint-0001.bin"), "precious");
        Files.delete(path.resolve(RunFolder.CHECKPOINTS + "/checkpoint-0003.bin"));
        Files.delete(path.resolve(RunFolder.CHECKPOINTS));
        Files.createSymbolicLink(path.resolve(RunFolder.CHECKPOINTS), elsewhere);
        RunFolder.create(path, true);
        assertThat(precious).hasContent("precious");
    }

    @Test
    void refusesAFileAndWhatCannotBeMade() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "text");
        assertThatThrownBy(() -> RunFolder.create(file, true)).isInstanceOf(RunFolderException.class);
        assertThatThrownBy(() -> RunFolder.create(file.resolve("run"), false))
                .isInstanceOf(RunFolderException.class)
                .hasMessageContaining("cannot be written");
        assertThat(file).hasContent("text");
    }

    @Test
    void opensRunsOnly() throws IOException {
        Path path = finishedRun();
        assertThatCode(() -> RunFolder.open(path)).doesNotThrowAnyException();
        assertThatThrownBy(() -> RunFolder.open(temp)).hasMessageContaining("no run folder");
        assertThatThrownBy(() -> RunFolder.open(temp.resolve("nowhere"))).hasMessageContaining("no such");
    }

    @Test
    void numbersNamesThatAreTaken() throws IOException {
        assertThat(RunFolder.unused(temp, "x")).isEqualTo(temp.resolve("x"));
        Files.createDirectory(temp.resolve("x"));
        Files.createDirectory(temp.resolve("x-2"));
        assertThat(RunFolder.unused(temp, "x")).isEqualTo(temp.resolve("x-3"));
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws IOException {
        RunFolder folder = RunFolder.open(finishedRun());
        assertThatThrownBy(() -> folder.write(RunFolder.CONFIG, file -> {
                    Files.writeString(file, "half");
                    throw new IOException("disk full");
                }))
                .hasMessageContaining("disk full");
        assertThat(folder.read(RunFolder.CONFIG)).isEqualTo("seed: 1\n");
    }
}
