package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.Tiny;

/** Whatever is wrong before the first rollout: exit code 2, one clear sentence, and no run folder. */
class BadInputTest {
    @TempDir
    private Path temp;

    private Path out;
    private Path tiny;

    @BeforeEach
    void place() throws IOException {
        out = temp.resolve("run");
        tiny = Files.writeString(temp.resolve("tiny.yaml"), Tiny.text());
    }

    private void assertRefused(Waymark said, String... words) {
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.USAGE);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).startsWith("waymark: ").contains(List.of(words)).doesNotContain("\tat ", "Exception");
        assertThat(out).doesNotExist();
    }

    private Waymark trainText(String yaml) throws IOException {
        return train(Files.writeString(temp.resolve("experiment.yaml"), yaml));
    }

    private Waymark train(Object experiment, Object... more) {
        Object[] args = new Object[4 + more.length];
        args[0] = "train";
        args[1] = experiment;
        args[2] = "--out";
        args[3] = out;
        System.arraycopy(more, 0, args, 4, more.length);
        return Waymark.run(args);
    }

    private Waymark trainSetting(String setting) {
        return train(tiny, "--set", setting);
    }

    @Test
    void emptyFile() throws IOException {
        assertRefused(trainText(""), "experiment.yaml", "nothing in it");
        assertRefused(trainText("# a comment\n"), "experiment.yaml", "nothing in it");
    }

    @Test
    void binaryFile() throws IOException {
        Path file = temp.resolve("binary.yaml");
        Files.write(file, new byte[] {0, (byte) 0xff, (byte) 0xfe, 3, 7, (byte) 0xc3});
        assertRefused(train(file), "binary.yaml");
    }

    @Test
    void unparsableFile() throws IOException {
        assertRefused(trainText("task: [1, 2\ncost: }"), "experiment.yaml", "line 2");
    }

    @Test
    void misspeltKey() throws IOException {
        assertRefused(
                trainText(Tiny.text().replace("iterations:", "iteratons:")),
                "iteratons",
                "algorithm.iterations",
                "line");
    }

    @Test
    void wrongTypeAndRange() {
        assertRefused(trainSetting("algorithm.iterations=many"), "algorithm.iterations", "many");
        assertRefused(trainSetting("algorithm.iterations=0"), "algorithm.iterations", "0");
        assertRefused(trainSetting("algorithm.klStep=-1"), "algorithm.klStep", "-1");
        assertRefused(trainSetting("algorithm.teacher=sarsa"), "algorithm.teacher", "sarsa", "pilqr");
        assertRefused(trainSetting("algorithm.pi2.damping=-1"), "algorithm.pi2.damping", "-1");
        assertRefused(trainSetting("algorithm.pilqr.low=0.9"), "algorithm.pilqr.high", "low = 0.9");
        assertRefused(trainSetting("algorithm.name=magic"), "algorithm.name", "magic", "mirror-descent");
    }

    @Test
    void tooFewRollouts() {
        assertRefused(trainSetting("algorithm.rolloutsPerCluster=1"), "algorithm.rolloutsPerCluster", "1");
    }

    @Test
    void settingWithoutPlace() {
        assertRefused(trainSetting("algorithm.klSteps=1"), "algorithm.klSteps", "algorithm.klStep");
        assertRefused(trainSetting("nowhere.at.all=1"), "nowhere");
        assertRefused(trainSetting("algorithm.klStep"), "algorithm.klStep", "=");
    }

    @Test
    void unknownTask() {
        assertRefused(
                trainSetting("task.name=point-mas"), "task.name", "'point-mas'", "did you mean point-mass?", "mujoco");
    }

    @Test
    void whatDoesNotFitThePlant() {
        assertRefused(trainSetting("cost.0.weights=[1, 1, 1]"), "cost.0", "2");
        assertRefused(trainSetting("cost.1.indices=[0, 1, 2, 9]"), "cost.1", "9");
        assertRefused(trainSetting("task.starts.states.0.coordinates=[0, 0]"), "task.starts", "expected 4");
        assertRefused(trainSetting("task.success.indices=[0, 17]"), "task.success", "17");
    }

    @Test
    void unknownExperiment() {
        assertRefused(train("arm-raech"), "arm-raech", "did you mean 'arm-reach'", "point-mass");
        assertRefused(train(temp.resolve("none.yaml")), "none.yaml", "no such file");
        assertRefused(train(temp), temp.toString(), "folder");
    }

    @Test
    void missingModel() {
        // where MuJoCo itself is missing, that is said instead
        Waymark said = train("pr2-peg", "--set", "task.model=" + temp.resolve("missing.xml"));
        assertRefused(said, "waymark");
        assertThat(said.err()).containsPattern("missing\\.xml|MuJoCo");
    }

    @Test
    void outThatExistsOrCannotBe() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "mine");
        assertRefused(Waymark.run("train", tiny, "--out", file), "--out", file.toString());
        assertRefused(Waymark.run("train", tiny, "--out", file.resolve("below")), "--out", "cannot be written");
        Path folder = Files.createDirectory(temp.resolve("folder"));
        assertRefused(Waymark.run("train", tiny, "--out", folder), "--overwrite");
        assertThat(file).hasContent("mine");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void usage() {
        assertRefused(Waymark.run(), "expected a command", "train");
        assertRefused(Waymark.run("trian"), "trian");
        assertRefused(Waymark.run("train"), "EXPERIMENT", "--help");
        assertRefused(train(tiny, "--sead", 3), "--sead");
        assertRefused(train(tiny, "--seed", "x"), "--seed", "x");
        assertRefused(train(tiny, "--threads", 0), "--threads", "0");
    }

    @Test
    void requirementsThatMeanNothing() {
        assertRefused(train(tiny, "--require", "policy.success"), "policy.success");
        assertRefused(train(tiny, "--require", "policy.success>=high"), "high");
        assertRefused(train(tiny, "--require", "policy.sucess>=1"), "policy.sucess", "policy.success");
        assertRefused(
                train(tiny, "--set", "algorithm.name=local-only", "--require", "policy.success>=1"), "local-only");
    }

    @Test
    void evaluationOfWhatIsNoRun() throws IOException {
        assertRefused(Waymark.run("eval", temp.resolve("nowhere")), "nowhere");
        assertRefused(Waymark.run("eval", temp), "no run folder");
        Files.writeString(temp.resolve(RunFolder.META), "{}");
        assertRefused(Waymark.run("eval", temp), "no run folder");
    }

    @Test
    void evaluationOfARunWithoutPolicy() {
        Path local = temp.resolve("local");
        assertThat(Waymark.run("train", tiny, "--out", local, "--set", "algorithm.name=local-only")
                        .code())
                .isEqualTo(ExitCode.DONE);
        assertRefused(Waymark.run("eval", local), "no policy");
    }

    @Test
    void evaluationOfADamagedPolicy() throws IOException {
        Path run = temp.resolve("damaged");
        assertThat(Waymark.run("train", tiny, "--out", run).code()).isEqualTo(ExitCode.DONE);
        Files.writeString(run.resolve("policy/policy.npz"), "garbage", StandardCharsets.UTF_8);
        assertRefused(Waymark.run("eval", run), "policy.npz");
    }
}
