package org.waymark.gps.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StudyTableTest {
    private static final String STUDY =
            """
            study: small
            about: Nothing is run.
            experiment: tiny
            seeds: 3
            variants:
              - {name: "a, b", seeds: [4, 5, 6]}
            measures:
              - {name: last, metric: policy/cost, must: 2 seeds <= 12}
              - {name: to 11, metric: policy/cost, reduce: rollouts to <= 11, must: median <= 12}
            """;

    /** Each course has three iterations, of six rollouts of 15 steps. */
    private static StudyTable table(double[]... courses) {
        StudyPlan plan = Studies.plan(STUDY);
        Map<Cell, Outcome> outcomes = new LinkedHashMap<>();
        for (int i = 0; i < courses.length; i++) {
            outcomes.put(plan.cells().get(i), outcome(courses[i]));
        }
        return StudyTable.of(plan, outcomes);
    }

    private static Outcome outcome(double[] course) {
        if (course.length == 0) {
            return Outcome.failed("it broke, \"badly\"");
        }
        List<Map<String, Double>> lines = new ArrayList<>();
        for (int i = 0; i < course.length; i++) {
            lines.add(Map.of("policy/cost", course[i], "steps/environment", 90.0 * (i + 1)));
        }
        return new Outcome(Optional.empty(), lines, Map.of());
    }

    private static final double[] GOOD = {20, 10, 11};
    private static final double[] BETTER = {11, 10, 9};
    private static final double[] BAD = {20, 15, 13.5};
    private static final double[] FAILED = {};

    @Test
    void countsRolloutsAndSeeds() {
        StudyTable table = table(GOOD, BETTER, BAD);
        Row last = table.rows().get(0);
        assertThat(last.numbers()).containsExactly(11, 9, 13.5);
        assertThat(last.meeting()).isEqualTo(2);
        assertThat(last.isMet()).contains(true);
        assertThat(last.seeds().get(last.worst().getAsInt())).isEqualTo(6);
        Row rollouts = table.rows().get(1);
        assertThat(rollouts.numbers()).containsExactly(12, 6, Double.POSITIVE_INFINITY);
        assertThat(rollouts.isMet()).contains(true);
        assertThat(rollouts.median()).isEqualTo(12);
        assertThat(table.missed()).isEmpty();
    }

    @Test
    void isWrittenForReaders() {
        assertThat(table(GOOD, BETTER, BAD).markdown().lines())
                .containsExactly(
                        "| variant | measure |  mean | 95 % interval | median | worst seed |   n | must         | met         |",
                        "|---------|---------|------:|---------------|-------:|-----------:|----:|--------------|-------------|",
                        "| a, b    | last    | 11.17 | 5.57 … 16.77  |  11.00 |  13.50 (6) |   3 | 2 seeds ≤ 12 | yes, 2 of 3 |",
                        "| a, b    | to 11   |     – | –             |   12.0 |  never (6) |   2 | median ≤ 12  | yes, 2 of 3 |");
    }

    @Test
    void isWrittenForPrograms() {
        assertThat(CsvTable.summary(table(GOOD, BETTER, BAD)).lines())
                .containsExactly(
                        "variant,measure,n,mean,low95,high95,deviation,median,worst,worst_seed,must,meeting,seeds,met,failed",
                        "\"a, b\",last,3,11.166666666666666," + student() + ",11.0,13.5,6,2 seeds ≤ 12,2,3,true,0",
                        "\"a, b\",to 11,2,,,,,12.0,inf,6,median ≤ 12,2,3,true,0");
        assertThat(CsvTable.seeds(table(GOOD, FAILED)).lines())
                .containsExactly(
                        "variant,seed,measure,value,status,message",
                        "\"a, b\",4,last,11.0,done,",
                        "\"a, b\",4,to 11,12.0,done,",
                        "\"a, b\",5,last,,failed,\"it broke, \"\"badly\"\"\"",
                        "\"a, b\",5,to 11,,failed,\"it broke, \"\"badly\"\"\"");
    }

    /** Numbers that {@link StatisticsTest} judges. */
    private static String student() {
        Statistics statistics = Statistics.of(new double[] {11, 9, 13.5});
        return statistics.low() + "," + statistics.high() + "," + statistics.deviation();
    }

    @Test
    void aFailedCellMissesEveryRequirement() {
        StudyTable table = table(GOOD, FAILED, BAD);
        assertThat(table.rows().get(0).isMet()).contains(false);
        assertThat(table.rows().get(0).statistics().n()).isEqualTo(2);
        assertThat(table.rows().get(1).isMet()).contains(false);
        assertThat(table.failures()).containsExactly("a, b, seed 5: it broke, \"badly\"");
        assertThat(table.missed())
                .containsExactly(
                        "a, b: last: required 2 seeds ≤ 12, reached by 1 of 3 seeds",
                        "a, b: to 11: required median ≤ 12, reached by 1 of 3 seeds, median never");
    }

    @Test
    void anUnfinishedTableLeavesTheVerdictOpen() {
        StudyTable table = table(BAD);
        assertThat(table.isComplete()).isFalse();
        assertThat(table.rows().get(0).isMet()).isEmpty();
        assertThat(table.missed()).isEmpty();
        assertThat(table.markdown()).contains("open, 0 of 3");
        assertThat(table.toMap())
                .containsEntry("done", 1)
                .containsEntry("cells", 3)
                .containsEntry("met", false);
    }

    @Test
    void theWorstIsTheWorstForTheMeasure() {
        Measure success = Studies.read(
                        STUDY.replace("metric: policy/cost, must: 2 seeds <= 12", "metric: policy/success"))
                .measures()
                .get(0);
        Row row = new Row(
                Studies.read(STUDY).rows().get(0), success, List.of(1L, 2L, 3L), new double[] {1, 0.5, 0.5}, 0, 0);
        assertThat(row.worst().getAsInt()).isEqualTo(1);
        Row none = new Row(row.variant(), success, List.of(1L), new double[] {Double.NaN}, 0, 1);
        assertThat(none.worst()).isEmpty();
    }

    @Test
    void thePlotHasACurveForEachVariantAndALineForEachRequirement() {
        String svg = StudyPlot.svg(table(GOOD, BETTER, BAD));
        assertThat(svg).contains("a, b, 1: 17 (11 … 20)", "policy/cost");
        assertThat(svg.split("class=\"bound\"", -1)).hasSize(3);
        StudyPlan late = Studies.plan(STUDY + "plot: {type: curve, from: 2, band: interval, against: rollouts}\n");
        String rest = StudyPlot.svg(StudyTable.of(late, Map.of(late.cells().get(0), outcome(GOOD))));
        assertThat(rest)
                .contains("a, b, 12: 10 (", "a, b, 18: 11 (", "rollouts for training")
                .doesNotContain("a, b, 6:");
        String points =
                StudyPlot.svg(StudyTable.of(Studies.plan(STUDY + "plot: {type: points, measure: last}\n"), Map.of()));
        assertThat(points).contains("a, b", ">last<");
    }
}
