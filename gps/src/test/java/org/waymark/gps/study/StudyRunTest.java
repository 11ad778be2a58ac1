package org.waymark.gps.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.gps.experiment.ConfigurationException;
import org.waymark.gps.run.PolicyFiles;
import org.waymark.gps.run.RecordedRun;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.StudyFolder;
import org.waymark.gps.run.Tiny;

class StudyRunTest {
    /** What is written down, but for when and how. */
    private static final List<String> RESULTS = List.of(
            StudyFolder.TABLE_CSV, StudyFolder.SEEDS_CSV, StudyFolder.TABLE, StudyFolder.PLOT, StudyFolder.RESULT);

    @TempDir
    private Path temp;

    /** What a run was said to do. */
    private static final class Log implements StudyRun.Listener {
        private int kept;
        private int byOtherCode;
        private int halfFinished;
        private final List<String> begun = new ArrayList<>();
        private final List<String> done = new ArrayList<>();

        @Override
        public void begins(int cells, int complete, int other, int half) {
            byOtherCode = other;
            kept = complete;
            halfFinished = half;
        }

        @Override
        public void cellBegins(String cell) {
            begun.add(cell);
        }

        @Override
        public void cellDone(String cell, Map<String, String> numbers, Optional<String> failure) {
            done.add(cell);
        }
    }

    private StudyTable run(String out, StudyPlan plan, int threads, Log log, StudyRun.Redo... redo) {
        try (StudyFolder folder = StudyFolder.open(temp.resolve(out), "small")) {
            Set<StudyRun.Redo> which = EnumSet.noneOf(StudyRun.Redo.class);
            which.addAll(List.of(redo));
            return new StudyRun(plan, folder, which, threads, List.of("waymark"), log).run();
        }
    }

    private List<String> results(String out) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String name : RESULTS) {
            texts.add(name + "\n" + Files.readString(temp.resolve(out).resolve(name)));
        }
        return texts;
    }

    private Path cell(String out, String name) {
        return temp.resolve(out).resolve("runs").resolve(name);
    }

    @Test
    void aSecondTimeNothingIsRunAndNoBitChanges() throws IOException {
        StudyPlan plan = Studies.plan(Studies.SMALL);
        Log first = new Log();
        StudyTable table = run("a", plan, 1, first);
        assertThat(table.isComplete()).isTrue();
        assertThat(first.begun).hasSize(4);
        List<String> before = results("a");
        Log second = new Log();
        run("a", plan, 1, second);
        assertThat(second.kept).isEqualTo(4);
        assertThat(second.begun).isEmpty();
        assertThat(second.byOtherCode).isZero();
        assertThat(results("a")).isEqualTo(before);
    }

    @Test
    void theSameBitsForAnyNumberOfThreads() throws IOException {
        run("one", Studies.plan(Studies.SMALL), 1, new Log());
        run("two", Studies.plan(Studies.SMALL), 2, new Log());
        run("many", Studies.plan(Studies.SMALL), 7, new Log());
        assertThat(results("two")).isEqualTo(results("one"));
        assertThat(results("many")).isEqualTo(results("one"));
    }

    /** A cell is the run that would be made alone. */
    @Test
    void aCellIsAnOrdinaryRun() {
        run("a", Studies.plan(Studies.SMALL), 2, new Log());
        RecordedRun recorded = RecordedRun.read(cell("a", "badmm/seed-2")).orElseThrow();
        Path alone = temp.resolve("alone");
        Tiny.train(alone, Studies.plan(Studies.SMALL).cells().get(3).experiment());
        RecordedRun other = RecordedRun.read(alone).orElseThrow();
        assertThat(recorded.configuration()).isEqualTo(other.configuration());
        for (int i = 0; i < 3; i++) {
            Map<String, Double> line = other.metrics().get(i);
            assertThat(recorded.metrics().get(i)).allSatisfy((metric, value) -> {
                if (!metric.startsWith("time/")) {
                    assertThat(value).isEqualTo(line.get(metric));
                }
            });
        }
        assertThat(PolicyFiles.read(RunFolder.open(cell("a", "badmm/seed-2"))))
                .isEqualTo(PolicyFiles.read(RunFolder.open(alone)));
    }

    @Test
    void theNumbersAreThoseOfTheRuns() throws IOException {
        run("a", Studies.plan(Studies.SMALL), 2, new Log());
        JsonNode result = new ObjectMapper()
                .readTree(temp.resolve("a").resolve(StudyFolder.RESULT).toFile());
        double sum = 0;
        for (int seed = 1; seed <= 2; seed++) {
            RecordedRun run =
                    RecordedRun.read(cell("a", "mirror-descent/seed-" + seed)).orElseThrow();
            double last = run.metrics().get(2).get("policy/cost");
            assertThat(result.at("/rows/0/seeds/" + seed).doubleValue()).isEqualTo(last);
            sum += last;
            // listed starts: the policy of the last iteration, from the same starts, without noise
            assertThat(result.at("/rows/2/seeds/" + seed).doubleValue())
                    .isEqualTo(run.metrics().get(2).get("policy/success"));
        }
        assertThat(result.at("/rows/0/mean").doubleValue()).isEqualTo(sum / 2);
        assertThat(result.at("/rows/0/n").intValue()).isEqualTo(2);
        assertThat(result.get("done").intValue()).isEqualTo(4);
    }

    @Test
    void halfFinishedCellsAreMadeAgain() throws IOException {
        StudyPlan plan = Studies.plan(Studies.SMALL);
        run("a", plan, 2, new Log());
        List<String> before = results("a");
        Path stopped = cell("a", "badmm/seed-1").resolve(RunFolder.SUMMARY);
        Files.writeString(stopped, Files.readString(stopped).replace("\"done\"", "\"running\""));
        Path torn = cell("a", "badmm/seed-2").resolve(RunFolder.METRICS);
        Files.writeString(torn, Files.readString(torn).substring(0, 200));
        // killed just after its folder was made
        try (Stream<Path> files = Files.walk(cell("a", "mirror-descent/seed-2"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        Log log = new Log();
        run("a", plan, 1, log);
        assertThat(log.halfFinished).isEqualTo(3);
        assertThat(log.begun).containsExactly("mirror descent, seed 2", "badmm, seed 1", "badmm, seed 2");
        assertThat(results("a")).isEqualTo(before);
    }

    @Test
    void runsOfAnotherBuildAreKeptAndCounted() throws IOException {
        StudyPlan plan = Studies.plan(Studies.SMALL);
        run("a", plan, 2, new Log());
        Path note = cell("a", "badmm/seed-1").resolve("cell.json");
        Files.writeString(note, Files.readString(note).replaceFirst("\"build\" : \"..", "\"build\" : \"zz"));
        Log log = new Log();
        run("a", plan, 1, log);
        assertThat(log.byOtherCode).isEqualTo(1);
        assertThat(log.begun).isEmpty();
        run("a", plan, 2, log, StudyRun.Redo.ALL);
        assertThat(log.byOtherCode).isZero();
    }

    @Test
    void aStudyThatIsStoppedGoesOn() throws IOException {
        StudyPlan plan = Studies.plan(Studies.SMALL);
        run("whole", plan, 1, new Log());
        AtomicReference<StudyRun> toStop = new AtomicReference<>();
        StudyTable table;
        try (StudyFolder folder = StudyFolder.open(temp.resolve("parts"), "small")) {
            StudyRun.Listener stopping = new StudyRun.Listener() {
                @Override
                public void cellDone(String cell, Map<String, String> numbers, Optional<String> failure) {
                    toStop.get().stop();
                }
            };
            toStop.set(new StudyRun(plan, folder, Set.of(), 1, List.of("waymark"), stopping));
            table = toStop.get().run();
        }
        assertThat(table.isComplete()).isFalse();
        assertThat(table.done()).isBetween(1, 2);
        assertThat(temp.resolve("parts").resolve(StudyFolder.TABLE)).content().contains("Unfinished");
        Log log = new Log();
        run("parts", plan, 2, log);
        // a cell whose training ended just as the stop came is kept, though its outcome was not waited for
        assertThat(log.kept).isBetween(table.done(), table.done() + 1);
        assertThat(results("parts")).isEqualTo(results("whole"));
    }

    @Test
    void aCellThatFailsIsRecordedAndDoesNotStopTheOthers() throws IOException {
        String study = Studies.SMALL
                .replace("{algorithm.name: badmm}", "{\"cost.0.weights\": [1e308, 1e308]}")
                .replace(
                        "    metric: policy/cost\n  - name: rollouts",
                        "    metric: policy/cost\n    must: all <= 1e9\n  - name: rollouts");
        StudyTable table = run("a", Studies.plan(study), 2, new Log());
        assertThat(table.isComplete()).isTrue();
        assertThat(table.failures()).hasSize(2).allSatisfy(failure -> assertThat(failure)
                .startsWith("badmm, seed ")
                .contains("cost"));
        assertThat(table.missed())
                .containsExactly("badmm: last policy cost: required all ≤ 1000000000, reached by 0 of 2 seeds");
        assertThat(table.markdown()).contains("yes, 2 of 2", "NO, 0 of 2");
        assertThat(temp.resolve("a").resolve(StudyFolder.TABLE)).content().contains("Failed:", "* badmm, seed 1: ");
        assertThat(temp.resolve("a").resolve(StudyFolder.SEEDS_CSV))
                .content()
                .containsPattern("(?m)^badmm,1,last policy cost,,failed,.*cost");
        List<String> before = results("a");
        Log again = new Log();
        run("a", Studies.plan(study), 1, again);
        assertThat(again.kept).isEqualTo(4);
        assertThat(results("a")).isEqualTo(before);
        Log redone = new Log();
        run("a", Studies.plan(study), 1, redone, StudyRun.Redo.FAILED);
        assertThat(redone.begun).containsExactly("badmm, seed 1", "badmm, seed 2");
        assertThat(results("a")).isEqualTo(before);
    }

    @Test
    void aChangedConfigurationIsRefusedUntilToldOtherwise() throws IOException {
        run("a", Studies.plan(Studies.SMALL), 2, new Log());
        List<String> before = results("a");
        String changed =
                Studies.SMALL.replace("{algorithm.name: badmm}", "{algorithm.name: badmm, algorithm.klStep: 0.25}");
        assertThatThrownBy(() -> run("a", Studies.plan(changed), 1, new Log()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(cell("a", "badmm/seed-1").toString())
                .hasMessageContaining("(badmm, seed 1)")
                .hasMessageContaining("algorithm.klStep: 1.0 → 0.25")
                .hasMessageContaining("1 other cells")
                .hasMessageContaining("--out")
                .hasMessageContaining("--redo=changed");
        assertThat(results("a")).isEqualTo(before);
        assertThatThrownBy(() -> run("a", Studies.plan(changed), 1, new Log(), StudyRun.Redo.FAILED))
                .isInstanceOf(ConfigurationException.class);
        Log log = new Log();
        run("a", Studies.plan(changed), 1, log, StudyRun.Redo.CHANGED);
        assertThat(log.begun).containsExactly("badmm, seed 1", "badmm, seed 2");
        run("b", Studies.plan(changed), 1, new Log());
        assertThat(results("a")).isEqualTo(results("b")).isNotEqualTo(before);
        Log all = new Log();
        run("a", Studies.plan(changed), 2, all, StudyRun.Redo.ALL);
        assertThat(all.begun).hasSize(4);
        assertThat(results("a")).isEqualTo(results("b"));
    }

    @Test
    void otherMeasuresAndMoreSeedsNeedOnlyWhatIsMissing() throws IOException {
        run("a", Studies.plan(Studies.SMALL), 2, new Log());
        String more = Studies.SMALL.replace("seeds: 2", "seeds: 3")
                + "  - {name: returned, evaluation: cost}\n  - {name: further, evaluation: {of: cost, set: {task.horizon: 20}}}\n";
        Log log = new Log();
        StudyTable table = run("a", Studies.plan(more), 2, log);
        assertThat(log.begun).containsExactlyInAnyOrder("mirror descent, seed 3", "badmm, seed 3");
        run("b", Studies.plan(more), 2, new Log());
        assertThat(results("a")).isEqualTo(results("b"));
        RecordedRun run = RecordedRun.read(cell("a", "badmm/seed-1")).orElseThrow();
        Row returned = table.rows().get(8);
        assertThat(returned.measure().name()).isEqualTo("returned");
        assertThat(returned.numbers()[0]).isEqualTo(run.policyCost());
        assertThat(table.rows().get(9).numbers()[0]).isFinite().isNotEqualTo(run.policyCost());
    }

    @Test
    void anEvaluationIsMadeOnce() throws IOException {
        run("a", Studies.plan(Studies.SMALL), 1, new Log());
        // without its policies, a run can be evaluated no more
        for (String seed : List.of("seed-1", "seed-2")) {
            for (String variant : List.of("badmm", "mirror-descent")) {
                Files.delete(cell("a", variant + "/" + seed).resolve("policy/last.npz"));
            }
        }
        assertThat(run("a", Studies.plan(Studies.SMALL), 1, new Log()).failures())
                .isEmpty();
        String other = Studies.SMALL.replace("episodes: 3", "of: cost, set: {task.horizon: 20}");
        assertThat(run("a", Studies.plan(other), 1, new Log()).failures())
                .hasSize(4)
                .allSatisfy(failure -> assertThat(failure).contains("this run has no policy"));
    }
}
