package org.waymark.gps.study;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A study's tables as comma-separated values (RFC 4180), with all digits; what is missing is empty, what is never reached {@code inf}. */
final class CsvTable {
    private CsvTable() {}

    /** A line for each row. */
    static String summary(StudyTable table) {
        StringBuilder text = new StringBuilder(line(
                "variant",
                "measure",
                "n",
                "mean",
                "low95",
                "high95",
                "deviation",
                "median",
                "worst",
                "worst_seed",
                "must",
                "meeting",
                "seeds",
                "met",
                "failed"));
        for (Row row : table.rows()) {
            Statistics statistics = row.statistics();
            boolean any = row.worst().isPresent();
            text.append(line(
                    row.variant().name(),
                    row.measure().name(),
                    statistics.n(),
                    statistics.mean(),
                    statistics.low(),
                    statistics.high(),
                    statistics.deviation(),
                    row.median(),
                    any ? (Object) row.numbers()[row.worst().getAsInt()] : "",
                    any ? row.seeds().get(row.worst().getAsInt()) : "",
                    row.measure().must().map(Objects::toString).orElse(""),
                    row.measure().must().isPresent() ? row.meeting() : "",
                    row.seeds().size(),
                    row.isMet().map(Objects::toString).orElse(""),
                    row.failed()));
        }
        return text.toString();
    }

    /** A line for each complete cell and measure. */
    static String seeds(StudyTable table) {
        StringBuilder text = new StringBuilder(line("variant", "seed", "measure", "value", "status", "message"));
        List<Measure> measures = table.plan().study().measures();
        for (Map.Entry<Cell, Outcome> entry : table.outcomes().entrySet()) {
            Cell cell = entry.getKey();
            Outcome outcome = entry.getValue();
            for (Measure measure : measures) {
                text.append(line(
                        cell.variant().name(),
                        cell.seed(),
                        measure.name(),
                        outcome.number(measure, cell.experiment().task().horizon()),
                        outcome.failure().isPresent() ? "failed" : "done",
                        outcome.failure().orElse("")));
            }
        }
        return text.toString();
    }

    private static String line(Object... values) {
        return Arrays.stream(values).map(CsvTable::field).collect(Collectors.joining(",")) + "\n";
    }

    private static String field(Object value) {
        if (value instanceof Double number) {
            return number.isNaN() ? "" : number.isInfinite() ? number > 0 ? "inf" : "-inf" : number.toString();
        }
        String text = value.toString();
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
