package org.waymark.gps.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.gps.learner.Recording;
import org.waymark.lqr.TimeVaryingMatrix;

class ReplayFilesTest {
    @TempDir
    private Path temp;

    private static Recording recording(double value) {
        TimeVaryingMatrix states = TimeVaryingMatrix.ofVectors(3, 2, new double[] {value, 1, 2, 3, 4, 5});
        TimeVaryingMatrix controls = TimeVaryingMatrix.ofVectors(2, 1, new double[] {0.5, -0.25});
        TimeVaryingMatrix both = TimeVaryingMatrix.ofVectors(2, 3, new double[] {0, 1, 2, 3, 4, 5});
        return new Recording(
                List.of(
                        new Recording.Take(Recording.Actor.EXPLORER, 0, 1.5, states, controls),
                        new Recording.Take(Recording.Actor.POLICY, Recording.NO_CLUSTER, -2, states, controls)),
                List.of(new Recording.Tube(0, both, both)));
    }

    private RunFolder folder() {
        RunFolder folder = RunFolder.create(temp.resolve("run"), false);
        folder.write(RunFolder.META, "{\"waymark\": \"0\"}");
        folder.write(RunFolder.CONFIG, "");
        folder.appear();
        return folder;
    }

    @Test
    void whatWasWrittenIsReadBack() {
        RunFolder folder = folder();
        ReplayFiles.write(folder, 1, recording(7), OptionalInt.empty());
        assertThat(ReplayFiles.read(folder))
                .containsOnlyKeys(1)
                .containsValue(recording(7)); // exact in single precision
    }

    @Test
    void firstBestLastAndAFewBetweenAreKept() {
        RunFolder folder = folder();
        for (int i = 1; i <= 50; i++) {
            ReplayFiles.write(folder, i, recording(i), OptionalInt.of(Math.min(i, 13)));
        }
        assertThat(ReplayFiles.read(folder).keySet()).containsExactly(1, 13, 16, 32, 48, 50);
    }

    @Test
    void whatIsKeptNowWasKeptAllTheTimeBefore() {
        for (int last = 2; last < 300; last++) {
            for (int i = 1; i < last; i++) {
                if (ReplayFiles.isKept(i, last, OptionalInt.empty())) {
                    assertThat(ReplayFiles.isKept(i, last - 1, OptionalInt.empty()))
                            .as("%d of %d", i, last - 1)
                            .isTrue();
                }
            }
            int now = last;
            assertThat(IntStream.rangeClosed(1, last)
                            .filter(i -> ReplayFiles.isKept(i, now, OptionalInt.of(now)))
                            .count())
                    .isLessThanOrEqualTo(6);
        }
    }

    @Test
    void aDamagedFileIsLeftOut() throws IOException {
        RunFolder folder = folder();
        ReplayFiles.write(folder, 1, recording(1), OptionalInt.empty());
        ReplayFiles.write(folder, 2, recording(2), OptionalInt.empty());
        Path file = folder.resolve("replay/iteration-0001.bin");
        byte[] bytes = Files.readAllBytes(file);
        bytes[20] ^= 1;
        Files.write(file, bytes);
        Files.writeString(folder.resolve("replay/iteration-0002.bin"), "junk");
        SortedMap<Integer, Recording> read = ReplayFiles.read(folder);
        assertThat(read).isEmpty();
    }

    @Test
    void goingBackForgetsWhatCameLater() {
        RunFolder folder = folder();
        for (int i = 1; i <= 4; i++) {
            ReplayFiles.write(folder, i, recording(i), OptionalInt.empty());
        }
        ReplayFiles.tidy(folder, 3, OptionalInt.empty());
        assertThat(ReplayFiles.read(folder).keySet()).containsExactly(1, 2, 3);
    }
}
