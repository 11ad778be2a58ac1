package org.waymark.gps.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFolderTest {
    @TempDir
    private Path temp;

    private StudyFolder made() {
        StudyFolder folder = StudyFolder.open(temp.resolve("studies/mine"), "mine");
        folder.write(StudyFolder.RESULT, Json.pretty(Map.of("study", "mine")));
        return folder;
    }

    @Test
    void onlyTheSameStudyGoesOn() {
        made().close();
        StudyFolder.open(temp.resolve("studies/mine"), "mine").close();
        assertThatThrownBy(() -> StudyFolder.open(temp.resolve("studies/mine"), "other"))
                .isInstanceOf(RunFolderException.class)
                .hasMessageContaining("is the folder of the study 'mine'");
    }

    @Test
    void oneAtATime() {
        try (StudyFolder folder = made()) {
            assertThat(folder.path()).isDirectory();
            assertThatThrownBy(() -> StudyFolder.open(temp.resolve("studies/mine"), "mine"))
                    .isInstanceOf(RunFolderException.class)
                    .hasMessageContaining("another process runs a study in it");
        }
        StudyFolder.open(temp.resolve("studies/mine"), "mine").close();
    }

    @Test
    void foreignFoldersAndFilesAreLeftAlone() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("folder"));
        Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> StudyFolder.open(folder, "mine")).hasMessageContaining("is not the folder of a study");
        assertThat(folder).isDirectoryNotContaining("glob:**runs");
        Path file = Files.writeString(temp.resolve("file"), "mine");
        assertThatThrownBy(() -> StudyFolder.open(file, "mine")).hasMessageContaining("a file of this name");
        assertThatThrownBy(() -> StudyFolder.open(file.resolve("below"), "mine"))
                .hasMessageContaining("cannot be written");
    }

    @Test
    void aCellIsRenewedButNotWhatSomebodyElsePutThere() throws IOException {
        try (StudyFolder folder = made()) {
            Path cell = folder.cell("variant", 3);
            assertThat(StudyFolder.holdsAnything(cell)).isFalse();
            Tiny.train(cell, Tiny.experiment("algorithm.iterations=1"));
            folder.note(cell, Map.of("a", 1));
            Files.writeString(cell.resolve("notes.txt"), "mine");
            assertThat(folder.note(cell)).contains(Map.of("a", 1));
            folder.renew(cell);
            assertThat(folder.note(cell)).isEmpty();
            assertThat(RecordedRun.read(cell)).isEmpty();
            assertThat(cell.resolve("notes.txt")).hasContent("mine");
            assertThat(StudyFolder.holdsAnything(cell)).isTrue();
        }
    }

    @Test
    void aDigestIsThatOfTheContent() throws IOException {
        Path file = Files.writeString(temp.resolve("abc"), "abc");
        // FIPS 180-2, appendix B.1
        String expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertThat(Digest.of("abc")).isEqualTo(expected);
        assertThat(Digest.of(file)).isEqualTo(expected);
        assertThatThrownBy(() -> Digest.of(temp.resolve("none"))).isInstanceOf(RunFolderException.class);
    }
}
