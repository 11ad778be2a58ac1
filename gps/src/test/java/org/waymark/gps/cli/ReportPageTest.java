package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.Tiny;

/** The report of a run, as a browser shows it. */
@RequiresChromium
class ReportPageTest {
    private static final int ITERATIONS = 3;
    private static final int HORIZON = 15;
    private static final String PICTURE = "document.getElementById('scene').toDataURL()";

    /** The browser may still be writing when it is ended. */
    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path profile;

    @TempDir
    private static Path temp;

    private static Path report;
    private static Chromium chromium;

    @BeforeAll
    static void train() throws Exception {
        Path tiny = Files.writeString(temp.resolve("tiny.yaml"), Tiny.text());
        Path run = temp.resolve("run");
        assertThat(Waymark.run("train", tiny, "--out", run).code()).isEqualTo(ExitCode.DONE);
        report = run.resolve(RunFolder.REPORT);
        chromium = Chromium.start(profile);
    }

    @AfterAll
    static void end() throws InterruptedException {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() throws InterruptedException {
        size(1200, 900, false);
        scheme("light");
        chromium.open(report);
    }

    @AfterEach
    void nothingWasComplainedAbout() {
        assertThat(chromium.complaints()).isEmpty();
    }

    private static void size(int width, int height, boolean mobile) {
        chromium.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    }

    private static void scheme(String name) {
        chromium.call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
    }

    private static int number(String expression) {
        return chromium.evaluate(expression).asInt();
    }

    private static String text(String expression) {
        return chromium.evaluate(expression).asText();
    }

    private static void choose(String list, int index) {
        chromium.evaluate("(() => { const s = document.getElementById('" + list + "'); s.selectedIndex = " + index
                + "; s.dispatchEvent(new Event('change')); })()");
    }

    /** Pictures are drawn before the next frame is shown. */
    private static void nextFrame() {
        chromium.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
    }

    @Test
    void curvesHaveThePointsOfTheRun() {
        String costs = "[...document.querySelectorAll('figure')].find(f => f.innerText.startsWith('Cost'))";
        assertThat(number(costs + ".querySelectorAll('circle').length")).isEqualTo(2 * ITERATIONS);
        assertThat(text(costs + ".querySelector('circle title').textContent")).contains("iteration 1");
    }

    @Test
    void nothingIsFetched() {
        assertThat(number("performance.getEntriesByType('resource').length")).isZero();
    }

    @Test
    void playMovesThePictureAndStopsAtTheEnd() throws InterruptedException {
        nextFrame();
        String before = text(PICTURE);
        chromium.evaluate("document.getElementById('play').click()");
        assertThat(text("document.getElementById('play').textContent")).isEqualTo("Pause");
        for (int i = 0;
                i < 300 && !text("document.getElementById('play').textContent").equals("Play");
                i++) {
            Thread.sleep(50); // a rollout takes 0.75 s
        }
        assertThat(text("document.getElementById('clock').textContent")).isEqualTo("0.75 s");
        assertThat(text(PICTURE)).isNotEqualTo(before);
    }

    @Test
    void scrubbingShowsTheSamePictureAgain() {
        String[] seen = new String[3];
        double[] times = {0.1, 0.6, 0.1};
        for (int i = 0; i < 3; i++) {
            chromium.evaluate("(() => { const t = document.getElementById('time'); t.value = " + times[i]
                    + "; t.dispatchEvent(new Event('input')); })()");
            seen[i] = text(PICTURE);
        }
        assertThat(seen[1]).isNotEqualTo(seen[0]);
        assertThat(seen[2]).isEqualTo(seen[0]);
    }

    @Test
    void choicesChangeWhatIsShown() {
        nextFrame();
        assertThat(number("document.getElementById('iteration').length")).isEqualTo(ITERATIONS);
        assertThat(number("document.getElementById('cluster').length")).isEqualTo(2);
        choose("iteration", 0);
        String first = text(PICTURE);
        choose("cluster", 1);
        String other = text(PICTURE);
        choose("take", 1);
        assertThat(List.of(first, other, text(PICTURE))).doesNotHaveDuplicates();
    }

    @Test
    void statesAndControlsAreDrawnForEachEntry() {
        String charts = "document.querySelectorAll('#traces figure')";
        assertThat(number(charts + ".length")).isEqualTo(4 + 2);
        // three rollouts, the policy, the mean of the controller
        assertThat(number(charts + "[0].querySelectorAll('path.curve').length")).isEqualTo(5);
        assertThat(number(charts + "[0].querySelectorAll('path.tube').length")).isEqualTo(1);
        String policy = charts + "[2].querySelector('path.s1').getAttribute('d')";
        assertThat(number(policy + ".split(/[ML]/).length - 1")).isEqualTo(HORIZON + 1);
        assertThat(text("document.getElementById('traces').innerHTML")).doesNotContain("NaN", "Infinity", "undefined");
    }

    @Test
    void keysPlayAndEveryControlHasAName() {
        chromium.evaluate("document.getElementById('scene').dispatchEvent(new KeyboardEvent('keydown', {key: ' '}))");
        assertThat(text("document.getElementById('play').textContent")).isEqualTo("Pause");
        assertThat(number("[...document.querySelectorAll('select, input, button')]"
                        + ".filter(e => !e.textContent.trim() && !(e.labels && e.labels.length)).length"))
                .isZero();
    }

    @Test
    void aPhoneScrollsOneWayOnly() throws IOException {
        size(360, 740, true);
        nextFrame();
        assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
        assertThat(number("document.getElementById('scene').clientWidth")).isBetween(250, 360);
    }

    @Test
    void darkModeIsDark() {
        String background = "getComputedStyle(document.body).backgroundColor";
        nextFrame();
        String light = text(background);
        String lightPicture = text(PICTURE);
        scheme("dark");
        nextFrame();
        assertThat(light).isEqualTo("rgb(255, 255, 255)");
        assertThat(text(background)).isEqualTo("rgb(20, 24, 27)");
        assertThat(text(PICTURE)).isNotEqualTo(lightPicture);
    }
}
