package org.waymark.gps.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waymark.gps.experiment.ConfigurationException;

class StudyTest {
    private static final String MEASURE = "name: last policy cost\n    metric: policy/cost\n";

    /** The small study with one of its texts exchanged. */
    private static String with(String old, String replacement) {
        assertThat(Studies.SMALL).contains(old);
        return Studies.SMALL.replace(old, replacement.replace("\\n", "\n"));
    }

    @Test
    void isReadAsItIsWritten() {
        Study study = Studies.read(Studies.SMALL);
        assertThat(study.study()).isEqualTo("small");
        assertThat(study.seeds().all()).containsExactly(1L, 2L);
        assertThat(study.rows()).extracting(StudyVariant::name).containsExactly("mirror descent", "badmm");
        assertThat(study.rows()).extracting(StudyVariant::folder).containsExactly("mirror-descent", "badmm");
        assertThat(study.measures().get(0).reduction()).isEqualTo(new Reduction.Last());
        assertThat(study.measures().get(1).reduction())
                .isEqualTo(new Reduction.Until(Effort.ROLLOUTS, Relation.AT_MOST, 9));
        PolicyMeasure evaluation = study.measures().get(2).evaluation().orElseThrow();
        assertThat(evaluation.of()).isEqualTo(PolicyMeasure.Quantity.SUCCESS);
        assertThat(evaluation.policy()).isEqualTo(PolicyMeasure.Which.LAST);
        assertThat(evaluation.episodes()).contains(3);
        assertThat(study.drawing())
                .isEqualTo(new PlotOptions.Curve("policy/cost", PlotOptions.Band.RANGE, Effort.ITERATION, 1));
    }

    @Test
    void withoutVariantsThereIsARowWithTheNameOfTheStudy() {
        String yaml = Studies.SMALL.replaceFirst("(?s)variants:.*measures:", "measures:");
        assertThat(Studies.read(yaml).rows()).extracting(StudyVariant::name).containsExactly("small");
    }

    @Test
    void thePlotShowsTheFirstMeasureUnlessItSaysSo() {
        String first = "measures:\n  - {name: success, evaluation: success}\n";
        assertThat(Studies.read(with("measures:\n", first)).drawing()).isEqualTo(new PlotOptions.Points("success"));
        String said =
                Studies.SMALL + "plot: {type: curve, metric: cost/mean, band: interval, against: rollouts, from: 3}\n";
        assertThat(Studies.read(said).drawing())
                .isEqualTo(new PlotOptions.Curve("cost/mean", PlotOptions.Band.INTERVAL, Effort.ROLLOUTS, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "metric: policy/cost, LOWER",
        "metric: policy/success, HIGHER",
        "evaluation: success, HIGHER",
        "evaluation: cost, LOWER",
        "'{metric: entropy/cluster0, must: all >= 1}', HIGHER",
        "'{metric: entropy/cluster0, must: all <= 1}', LOWER",
        "'{metric: entropy/cluster0, better: higher}', HIGHER",
        "'{metric: policy/success, reduce: rollouts to >= 1}', LOWER",
    })
    void whatIsBetterFollows(String measure, Better better) {
        String inside = measure.replace("{", "").replace("}", "");
        Study study = Studies.read(with("measures:\n", "measures:\n  - {name: x, " + inside + "}\n"));
        assertThat(study.measures().get(0).direction()).isEqualTo(better);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "study: small | study: a/b | study: expected letters, digits | line 1",
                "about: Two couplings on a point mass. | abuot: x | abuot: unknown key, did you mean about? | line 2",
                "experiment: tiny\\n | '' | variants.0: names no experiment, and neither does the study | line 5",
                "seeds: 2 | seeds: none | seeds: expected a seed or seeds in a row, such as 1..20, found 'none' | line 4",
                "seeds: 2 | seeds: 2\\nset: {seed: 3} | seed: is one of the study's seeds; say seeds beside set | line 5",
                "seeds: 2 | set: [1] | set: expected keys and their values, found a list | line 4",
                "seeds: 2\\n | '' | seeds: missing key | line 1",
                "name: badmm | name: ../x | variants.1.name: expected letters, digits, spaces | line 7",
                "name: badmm | name: Mirror-descent | variants.1: the name 'Mirror-descent' is there twice | line 7",
                "algorithm.name: badmm | seed: 4 | seed: is one of the study's seeds; say seeds beside set | line 8",
                "metric: policy/cost\\n  - name: rollouts | metric: policy/costs\\n  - name: rollouts"
                        + " | measures.0.metric: there is no metric 'policy/costs', did you mean policy/cost? | line 11",
                "metric: policy/cost\\n  - name: rollouts | better: lower\\n  - name: rollouts"
                        + " | measures.0.metric: expected either this or evaluation, found neither | line 10",
                "name: rollouts to 9 | name: Last policy cost | measures.1: the name 'Last policy cost' is there twice"
                        + " | line 12",
                "reduce: rollouts to <= 9 | reduce: frist | measures.1.reduce: expected last, 'at K' | line 14",
                "reduce: rollouts to <= 9 | reduce: rollouts to <= x | measures.1.reduce: 'rollouts to <= x': x is no"
                        + " finite number | line 14",
                "reduce: rollouts to <= 9 | must: about 9 | measures.1.must: expected such as 'all <= -575' | line 14",
                "reduce: rollouts to <= 9 | must: >= 9 | not valid YAML | line 14",
                "reduce: rollouts to <= 9 | {better: lower | not valid YAML | line",
                "reduce: rollouts to <= 9 | reduce: rollouts to <= 9\\n    must: all >= 9"
                        + " | measures.1.must: expected <= or <, for lower numbers are better | line 15",
                "reduce: rollouts to <= 9 | reduce: rollouts to <= 9\\n    better: lower"
                        + " | measures.1.better: the fewer the better, always; leave it out | line 15",
                "reduce: rollouts to <= 9 | evaluation: cost | measures.1.metric: expected either this or evaluation,"
                        + " found both | line 13",
                "episodes: 3 | episodes: 0 | measures.2.evaluation.episodes: expected ≥ 1, found 0 | line 16",
                "episodes: 3 | set: {seed: 3} | seed: is that of the cell; leave it out | line 16",
                "episodes: 3 | of: failure | measures.2.evaluation.of: expected one of success, cost, found 'failure'"
                        + " | line 16",
                "'{policy: last, episodes: 3}' | happiness | measures.2.evaluation: expected success or cost | line 16",
                "'evaluation: {policy: last, episodes: 3}' | 'evaluation: success\\n    reduce: last'"
                        + " | measures.2.reduce: an evaluation is one number already; leave it out | line 17",
            })
    void whatIsWrongIsNamedWithItsPlace(String old, String replacement, String message, String line) {
        assertThatThrownBy(() -> Studies.read(with(old.replace("\\n", "\n"), replacement)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("(study.yaml, " + line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plot: {type: pie} | plot.type: expected one of curve, points, found 'pie'",
                "plot: {metric: policy/cost} | plot.type: missing key, expected one of curve, points",
                "plot: {type: curve, metric: cost/maen} | plot.metric: there is no metric 'cost/maen', did you mean cost/mean?",
                "plot: {type: points, measure: none} | plot: there is no measure 'none', expected one of last policy cost,",
                "plot: {type: curve, band: wide} | plot.band: expected one of range, interval, found 'wide'",
                "plot: {type: curve, from: 0} | plot.from: expected ≥ 1, found 0",
            })
    void soAreErrorsOfThePlot(String plot, String message) {
        assertThatThrownBy(() -> Studies.read(Studies.SMALL + plot + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("(study.yaml, line 17)");
    }

    @Test
    void measuresAndVariantsMustBeThere() {
        assertThatThrownBy(() -> Studies.read("study: a\nabout: b\nexperiment: tiny\nseeds: 1\nmeasures: []\n"))
                .hasMessage("measures: expected at least one (study.yaml, line 5)");
        assertThatThrownBy(() -> Studies.read(
                        "study: a\nabout: b\nexperiment: tiny\nseeds: 1\nvariants: []\nmeasures:\n  - " + MEASURE))
                .hasMessage("variants: expected at least one, or leave the key out (study.yaml, line 5)");
        assertThatThrownBy(() -> Studies.read(""))
                .hasMessageContaining("nothing in it")
                .hasMessageContaining("study.yaml");
    }
}
