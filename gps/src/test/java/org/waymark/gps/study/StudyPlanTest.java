package org.waymark.gps.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waymark.gps.algorithm.Variant;
import org.waymark.gps.experiment.ConfigurationException;
import org.waymark.gps.experiment.Settings;

class StudyPlanTest {
    @Test
    void aCellForEachVariantAndSeed() {
        StudyPlan plan = Studies.plan(Studies.SMALL);
        assertThat(plan.cells())
                .extracting(Cell::toString)
                .containsExactly("mirror descent, seed 1", "mirror descent, seed 2", "badmm, seed 1", "badmm, seed 2");
        assertThat(plan.cells()).allSatisfy(cell -> {
            assertThat(cell.experiment().seed()).isEqualTo(cell.seed());
            assertThat(cell.evaluations()).containsOnlyKeys("success of the last policy");
            assertThat(cell.evaluations()
                            .get("success of the last policy")
                            .evaluation()
                            .episodes())
                    .isEqualTo(3);
        });
        assertThat(plan.cells().get(0).experiment().algorithm().name()).isEqualTo(Variant.MIRROR_DESCENT);
        assertThat(plan.cells().get(3).experiment().algorithm().name()).isEqualTo(Variant.BADMM);
        assertThat(plan.metrics()).containsExactly("policy/cost");
    }

    @Test
    void settingsOfTheVariantOverrideThoseOfTheStudyAndTheCommandLineBoth() {
        String study = Studies.SMALL
                .replace("seeds: 2", "seeds: 1\nset: {algorithm.iterations: 5, algorithm.klStep: 0.1}")
                .replace("{algorithm.name: badmm}", "{algorithm.iterations: 6}");
        assertThat(Studies.plan(study).cells())
                .extracting(cell -> cell.experiment().algorithm().iterations())
                .containsExactly(5, 6);
        assertThat(Studies.plan(study, "algorithm.iterations=7").cells())
                .extracting(cell -> cell.experiment().algorithm().iterations())
                .containsExactly(7, 7);
        assertThat(Studies.plan(study).cells())
                .extracting(cell -> cell.experiment().algorithm().klStep())
                .containsExactly(0.1, 0.1);
    }

    @Test
    void seedsOfTheVariantOverrideThoseOfTheStudyAndOthersBoth() {
        String study = Studies.SMALL.replace("- name: badmm", "- name: badmm\n    seeds: [7]");
        assertThat(Studies.plan(study).cells()).extracting(Cell::seed).containsExactly(1L, 2L, 7L);
        StudyPlan other = StudyPlan.of(
                Studies.read(study), Studies::experiment, Settings.none(), Optional.of(Seeds.parse("9..9")));
        assertThat(other.cells()).extracting(Cell::seed).containsExactly(9L, 9L);
    }

    @Test
    void aVariantMayNameItsOwnExperiment() {
        String study = Studies.SMALL.replace("- name: badmm", "- name: badmm\n    experiment: another");
        assertThat(Studies.plan(study).cells())
                .extracting(Cell::experimentName)
                .containsExactly("tiny", "tiny", "another", "another");
    }

    @Test
    void anEvaluationHasItsOwnSettings() {
        String study = Studies.SMALL.replace("episodes: 3", "set: {task.horizon: 20}");
        Cell cell = Studies.plan(study, "algorithm.klStep=0.5").cells().get(0);
        assertThat(cell.experiment().task().horizon()).isEqualTo(15);
        assertThat(cell.evaluations().get("success of the last policy").task().horizon())
                .isEqualTo(20);
        assertThat(cell.evaluations()
                        .get("success of the last policy")
                        .algorithm()
                        .klStep())
                .isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "algorithm.name: badmm | algorithm.nmae: badmm | algorithm.nmae: unknown key | (study.yaml, line 8)",
                "algorithm.name: badmm | algorithm.name: local-only | measure 'last policy cost': the runs of 'badmm' are"
                        + " local-only | ''",
                "algorithm.name: badmm | algorithm.iterations: 0 | algorithm.iterations: expected ≥ 1 | (study.yaml, line 8)",
                "reduce: rollouts to <= 9 | reduce: worst after 3 | measure 'rollouts to 9': the runs of 'mirror descent'"
                        + " have 3 iterations, expected at least 4 | ''",
                "'reduce: rollouts to <= 9' | 'reduce: at 4' | have 3 iterations, expected at least 4 | ''",
                "metric: policy/cost | metric: cost/cluster2 | measure 'last policy cost': there is no cost/cluster2, for the"
                        + " experiment has 2 clusters | ''",
            })
    void whatDoesNotFitTheExperimentIsRefused(String old, String replacement, String message, String place) {
        assertThat(Studies.SMALL).contains(old);
        assertThatThrownBy(() -> Studies.plan(Studies.SMALL.replace(old, replacement)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(place);
    }

    @Test
    void soIsAPlotThatDoesNotFit() {
        assertThatThrownBy(() -> Studies.plan(Studies.SMALL + "plot: {type: curve, from: 4}\n"))
                .hasMessage("plot: begins with iteration 4, but the runs of 'mirror descent' have 3");
        assertThatThrownBy(() -> Studies.plan(Studies.SMALL + "plot: {type: curve, metric: eta/cluster2}\n"))
                .hasMessageContaining("plot: there is no eta/cluster2");
    }

    @Test
    void theSeedIsNoSetting() {
        assertThatThrownBy(() -> Studies.plan(Studies.SMALL, "seed=4"))
                .hasMessage("seed: is one of the study's seeds; give --seeds (--set seed=4)");
    }

    @Test
    void whatDoesNotFitThePlantIsFoundBeforeAnythingIsRun() {
        StudyPlan plan = Studies.plan(Studies.SMALL, "cost.0.weights=[1, 1, 1]");
        assertThatThrownBy(plan::tryTasks)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("variant 'mirror descent': cost")
                .hasMessageContaining("2");
        StudyPlan evaluation =
                Studies.plan(Studies.SMALL.replace("episodes: 3", "set: {task.success.indices: [0, 17]}"));
        assertThatThrownBy(evaluation::tryTasks)
                .hasMessageStartingWith("variant 'mirror descent', measure 'success of the last policy': task.success");
        Studies.plan(Studies.SMALL).tryTasks();
        assertThat(List.of(plan, evaluation))
                .allSatisfy(one -> assertThat(one.size()).isEqualTo(4));
    }
}
