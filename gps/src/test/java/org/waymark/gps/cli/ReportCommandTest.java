package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jcodec.api.FrameGrab;
import org.jcodec.common.io.NIOUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.Tiny;

class ReportCommandTest {
    /** Of the rollout, at 0.05 s each, and as many pictures as there are at 20 per second. */
    private static final int HORIZON = 15;

    @TempDir
    private static Path temp;

    private static Path run;
    private static Path other;

    @BeforeAll
    static void train() throws IOException {
        Path tiny = Files.writeString(temp.resolve("tiny.yaml"), Tiny.text());
        run = temp.resolve("one");
        other = temp.resolve("other");
        assertThat(Waymark.run("train", tiny, "--out", run).code()).isEqualTo(ExitCode.DONE);
        assertThat(Waymark.run("train", tiny, "--out", other, "--seed", 2, "--set", "algorithm.klStep=0.5")
                        .code())
                .isEqualTo(ExitCode.DONE);
    }

    private static Path copy(String name) throws IOException {
        Path copy = Files.createDirectories(temp.resolve(name));
        for (String file : new String[] {RunFolder.META, RunFolder.CONFIG, RunFolder.SUMMARY, RunFolder.METRICS}) {
            Files.copy(run.resolve(file), copy.resolve(file));
        }
        return copy;
    }

    private static void replace(Path file, String what, String by) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(what);
        Files.writeString(file, text.replace(what, by));
    }

    @Test
    void theReportOfAFinishedRunIsTheOneThatTheRunWrote() throws IOException {
        Path page = temp.resolve("again.html");
        Waymark said = Waymark.run("report", run, "-o", page);
        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.err()).isEmpty();
        assertThat(Files.readString(page)).isEqualTo(Files.readString(run.resolve(RunFolder.REPORT)));
        assertThat(Files.readString(page))
                .contains("id=\"scene\"", "\"label\":\"first\"", "best")
                .doesNotContain("http");
    }

    @Test
    void severalRunsAreCompared() throws IOException {
        Path page = temp.resolve("compared.html");
        assertThat(Waymark.run("report", run, other, "-o", page).code()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(page))
                .contains("algorithm.klStep", "<td>0.5</td>", ">seed<", "one, iteration 3", "other, iteration 3")
                .doesNotContain("algorithm.iterations", "NaN");
        Waymark unnamed = Waymark.run("report", run, other);
        assertThat(unnamed.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unnamed.err()).contains("-o");
    }

    @Test
    void aRunThatIsStillGoingIsReportedSoFar() throws IOException {
        Path going = copy("going");
        replace(going.resolve(RunFolder.SUMMARY), "\"done\"", "\"running\"");
        Waymark said = Waymark.run("report", going);
        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.err()).contains("is still going, or was killed", "up to iteration 3");
        assertThat(Files.readString(going.resolve(RunFolder.REPORT))).contains("running", "iteration 3");
    }

    @Test
    void anEmptyRunHasAPageThatSaysSo() throws IOException {
        Path empty = copy("empty");
        Files.delete(empty.resolve(RunFolder.METRICS));
        Waymark said = Waymark.run("report", empty);
        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.err()).contains("has completed no iteration");
        assertThat(Files.readString(empty.resolve(RunFolder.REPORT))).contains("No iteration was completed");
        Waymark drawn = Waymark.run("render", empty, "-o", temp.resolve("empty.gif"));
        assertThat(drawn.code()).isEqualTo(ExitCode.USAGE);
        assertThat(drawn.err()).contains("no recorded rollouts");
        Files.delete(empty.resolve(RunFolder.SUMMARY));
        Waymark begun = Waymark.run("report", empty);
        assertThat(begun.code()).isEqualTo(ExitCode.USAGE);
        assertThat(begun.err()).contains("only just begun");
    }

    @Test
    void aRunOfAnotherVersionIsReportedAsFarAsItCanBeRead() throws IOException {
        Path old = copy("old");
        replace(old.resolve(RunFolder.META), "\"waymark\" : \"", "\"waymark\" : \"0.0.1 not ");
        Files.writeString(old.resolve(RunFolder.CONFIG), "somethingElse: 1\n");
        Waymark said = Waymark.run("report", old);
        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.err()).contains("0.0.1", "no rollouts", "somethingElse");
        replace(old.resolve(RunFolder.SUMMARY), "\"seed\"", "\"sead\"");
        Waymark lost = Waymark.run("report", old);
        assertThat(lost.code()).isEqualTo(ExitCode.USAGE);
        assertThat(lost.err()).contains("summary.json: cannot be understood");
    }

    @Test
    void badRequestsAreRefused() {
        assertThat(Waymark.run("report", temp.resolve("nowhere")).err()).contains("no such run folder");
        assertThat(Waymark.run("render", run, "-o", temp.resolve("x.avi")).err())
                .contains(".gif, .mp4 or .png");
        assertThat(Waymark.run("render", run, "-o", temp.resolve("x.gif"), "--iteration", 9)
                        .err())
                .contains("there are 1, 2, 3");
        assertThat(Waymark.run("render", run, "-o", temp.resolve("x.gif"), "--cluster", 5)
                        .err())
                .contains("recorded are clusters 0, 1");
        assertThat(Waymark.run("render", run, "-o", temp.resolve("x.mp4"), "--size", "33x20")
                        .err())
                .contains("--size");
        assertThat(Waymark.run("render", run, "-o", temp.resolve("x.mp4"), "--fps", 500)
                        .err())
                .contains("--fps");
    }

    @Test
    void animationsHaveAllPicturesAndTheSameBytesAgain() throws IOException {
        Path first = temp.resolve("first.gif");
        Path second = temp.resolve("second.gif");
        for (Path file : new Path[] {first, second}) {
            Waymark said = Waymark.run("render", run, "-o", file, "--size", "64x48", "--fps", 20);
            assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        }
        assertThat(Files.readAllBytes(first)).isEqualTo(Files.readAllBytes(second));
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream stream = ImageIO.createImageInputStream(first.toFile())) {
            reader.setInput(stream);
            assertThat(reader.getNumImages(true)).isEqualTo(HORIZON + 1);
            assertThat(pixels(reader.read(0))).isNotEqualTo(pixels(reader.read(10)));
        }
    }

    @Test
    void aVideoIsReadBack() throws Exception {
        Path file = temp.resolve("film.mp4");
        Waymark said = Waymark.run("render", run, "-o", file, "--size", "64x48", "--fps", 20, "--by", "rollouts");
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(new String(Files.readAllBytes(file), 4, 4, StandardCharsets.US_ASCII))
                .isEqualTo("ftyp");
        FrameGrab grab = FrameGrab.createFrameGrab(NIOUtils.readableChannel(file.toFile()));
        int pictures = 0;
        while (grab.getNativeFrame() != null) {
            pictures++;
        }
        assertThat(pictures).isEqualTo(HORIZON + 1);
    }

    @Test
    void aStripShowsTheRolloutFromLeftToRight() throws IOException {
        Path file = temp.resolve("strip.png");
        Waymark said = Waymark.run("render", run, "-o", file, "--size", "80x60", "--cluster", 1, "--iteration", 1);
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        BufferedImage strip = ImageIO.read(file.toFile());
        assertThat(strip.getWidth()).isEqualTo(6 * 80);
        assertThat(strip.getHeight()).isEqualTo(60);
        assertThat(pixels(strip.getSubimage(0, 0, 80, 50))).isNotEqualTo(pixels(strip.getSubimage(400, 0, 80, 50)));
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
