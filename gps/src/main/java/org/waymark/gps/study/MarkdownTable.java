package org.waymark.gps.study;

import java.util.ArrayList;
import java.util.List;

/** A study's table in Markdown, its columns aligned so that it can be read as it is. */
final class MarkdownTable {
    private static final List<String> HEAD =
            List.of("variant", "measure", "mean", "95 % interval", "median", "worst seed", "n", "must", "met");
    private static final List<Boolean> RIGHT = List.of(false, false, true, false, true, true, true, false, false);

    private MarkdownTable() {}

    static String of(StudyTable table) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        table.rows().forEach(row -> lines.add(cells(row)));
        int[] widths = new int[HEAD.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(Math.max(widths[i], 3), line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(line(lines.get(i), widths));
            if (i == 0) {
                text.append(rule(widths));
            }
        }
        return text.toString();
    }

    private static List<String> cells(Row row) {
        Statistics statistics = row.statistics();
        String format = row.format();
        String mean = Numbers.meanFormat(format);
        List<String> cells = new ArrayList<>();
        cells.add(escaped(row.variant().name()));
        cells.add(escaped(row.measure().name()));
        cells.add(Numbers.text(mean, statistics.mean()));
        cells.add(
                Double.isFinite(statistics.halfWidth())
                        ? Numbers.text(mean, statistics.low()) + " … " + Numbers.text(mean, statistics.high())
                        : "–");
        cells.add(Numbers.text(mean, row.median()));
        cells.add(
                row.worst().isEmpty()
                        ? "–"
                        : Numbers.text(format, row.numbers()[row.worst().getAsInt()]) + " ("
                                + row.seeds().get(row.worst().getAsInt()) + ")");
        cells.add(Integer.toString(statistics.n()));
        cells.add(row.measure().must().map(Criterion::toString).orElse(""));
        cells.add(row.measure().must().isEmpty() ? "" : verdict(row));
        return cells;
    }

    private static String verdict(Row row) {
        String count = row.meeting() + " of " + row.numbers().length;
        return row.isMet().map(met -> (met ? "yes, " : "NO, ") + count).orElse("open, " + count);
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            line.append(' ')
                    .append(RIGHT.get(i) ? padding + cells.get(i) : cells.get(i) + padding)
                    .append(" |");
        }
        return line.append('\n').toString();
    }

    private static String rule(int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            line.append('-')
                    .append("-".repeat(widths[i]))
                    .append(RIGHT.get(i) ? ':' : '-')
                    .append('|');
        }
        return line.append('\n').toString();
    }
}
