package org.waymark.gps.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a study found so far: a row for each variant and measure. */
public final class StudyTable {
    private final StudyPlan plan;
    private final Map<Cell, Outcome> outcomes;
    private final List<Row> rows;

    private StudyTable(StudyPlan plan, Map<Cell, Outcome> outcomes, List<Row> rows) {
        this.plan = plan;
        this.outcomes = outcomes;
        this.rows = rows;
    }

    /** @param outcomes of the cells that are complete, in any order */
    static StudyTable of(StudyPlan plan, Map<Cell, Outcome> outcomes) {
        List<Row> rows = new ArrayList<>();
        for (StudyVariant variant : plan.study().rows()) {
            List<Cell> cells = plan.cells().stream()
                    .filter(cell -> cell.variant().equals(variant))
                    .toList();
            for (Measure measure : plan.study().measures()) {
                rows.add(row(variant, measure, cells, outcomes));
            }
        }
        return new StudyTable(plan, new LinkedHashMap<>(outcomes), rows);
    }

    private static Row row(StudyVariant variant, Measure measure, List<Cell> cells, Map<Cell, Outcome> outcomes) {
        double[] numbers = new double[cells.size()];
        int pending = 0;
        int failed = 0;
        for (int i = 0; i < numbers.length; i++) {
            Outcome outcome = outcomes.get(cells.get(i));
            int horizon = cells.get(i).experiment().task().horizon();
            numbers[i] = outcome == null ? Double.NaN : outcome.number(measure, horizon);
            pending += outcome == null ? 1 : 0;
            failed += outcome != null && outcome.failure().isPresent() ? 1 : 0;
        }
        return new Row(variant, measure, cells.stream().map(Cell::seed).toList(), numbers, pending, failed);
    }

    StudyPlan plan() {
        return plan;
    }

    List<Row> rows() {
        return rows;
    }

    /** How many cells are complete. */
    public int done() {
        return outcomes.size();
    }

    /** Whether all cells are complete. */
    public boolean isComplete() {
        return outcomes.size() == plan.size();
    }

    /** The outcomes of the complete cells, in the order of the plan. */
    Map<Cell, Outcome> outcomes() {
        Map<Cell, Outcome> ordered = new LinkedHashMap<>();
        for (Cell cell : plan.cells()) {
            if (outcomes.containsKey(cell)) {
                ordered.put(cell, outcomes.get(cell));
            }
        }
        return ordered;
    }

    /** What failed and why, a sentence for each cell. */
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        outcomes().forEach((cell, outcome) -> outcome.failure().ifPresent(why -> failures.add(cell + ": " + why)));
        return failures;
    }

    /** The requirements that are not met, a sentence for each; to be asked when all cells are complete. */
    public List<String> missed() {
        return rows.stream()
                .filter(row -> row.isMet().filter(met -> !met).isPresent())
                .map(row -> row.variant().name() + ": " + row.measure().name() + ": required "
                        + row.measure().must().orElseThrow() + ", reached by " + row.meeting() + " of "
                        + row.numbers().length + " seeds" + reached(row))
                .toList();
    }

    private static String reached(Row row) {
        Criterion.Scope scope = row.measure().must().orElseThrow().scope();
        return switch (scope) {
            case ALL, SEEDS -> "";
            case MEAN -> ", mean " + Numbers.text(row.format(), row.statistics().mean());
            case MEDIAN -> ", median " + Numbers.text(row.format(), row.median());
        };
    }

    /** As a table for readers, in Markdown. */
    public String markdown() {
        return MarkdownTable.of(this);
    }

    /** As nested objects: the content of {@code study.json}. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("study", plan.study().study());
        map.put("about", plan.study().about());
        map.put("cells", plan.size());
        map.put("done", done());
        map.put("failures", failures());
        map.put("met", isComplete() && failures().isEmpty() && missed().isEmpty());
        map.put("rows", rows.stream().map(StudyTable::toMap).toList());
        return map;
    }

    private static Map<String, Object> toMap(Row row) {
        Statistics statistics = row.statistics();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("variant", row.variant().name());
        map.put("measure", row.measure().name());
        map.put("n", statistics.n());
        map.put("mean", statistics.mean());
        map.put("low", statistics.low());
        map.put("high", statistics.high());
        map.put("deviation", statistics.deviation());
        map.put("median", row.median());
        map.put(
                "worst",
                row.worst().isEmpty()
                        ? null
                        : (Object) row.numbers()[row.worst().getAsInt()]);
        map.put(
                "worstSeed",
                row.worst().isEmpty() ? null : row.seeds().get(row.worst().getAsInt()));
        map.put("never", Arrays.stream(row.numbers()).filter(Double::isInfinite).count());
        map.put("failed", row.failed());
        map.put("must", row.measure().must().map(Objects::toString).orElse(null));
        map.put("meeting", row.measure().must().isPresent() ? row.meeting() : null);
        map.put("met", row.isMet().orElse(null));
        Map<String, Object> seeds = new LinkedHashMap<>();
        for (int i = 0; i < row.numbers().length; i++) {
            seeds.put(row.seeds().get(i).toString(), row.numbers()[i]);
        }
        map.put("seeds", seeds);
        return map;
    }
}
