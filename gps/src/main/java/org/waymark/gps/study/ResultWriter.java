package org.waymark.gps.study;

import java.util.List;
import java.util.Map;
import org.waymark.gps.run.Json;
import org.waymark.gps.run.Meta;
import org.waymark.gps.run.StudyFolder;

/** Writes down what a study has found so far. */
final class ResultWriter {
    private final StudyPlan plan;
    private final StudyFolder folder;
    private final List<String> commandLine;

    ResultWriter(StudyPlan plan, StudyFolder folder, List<String> commandLine) {
        this.plan = plan;
        this.folder = folder;
        this.commandLine = commandLine;
    }

    void write(StudyTable table) {
        Map<String, Object> result = table.toMap();
        result.put("waymark", Meta.version());
        result.put("commandLine", commandLine);
        folder.write(StudyFolder.RESULT, Json.pretty(result));
        folder.write(StudyFolder.TABLE_CSV, CsvTable.summary(table));
        folder.write(StudyFolder.SEEDS_CSV, CsvTable.seeds(table));
        folder.write(StudyFolder.PLOT, StudyPlot.svg(table));
        folder.write(StudyFolder.TABLE, page(table));
    }

    private String page(StudyTable table) {
        StringBuilder text = new StringBuilder(
                "# " + plan.study().study() + "\n\n" + plan.study().about() + "\n\n");
        if (!table.isComplete()) {
            text.append("**Unfinished: " + table.done() + " of " + plan.size() + " cells.**\n\n");
        }
        text.append(table.markdown())
                .append(
                        "\nThe interval is Student's, of the mean over the n seeds that have a number; the worst seed's name is in"
                                + " parentheses. A seed that failed, or never got there, misses every requirement.\n");
        if (!table.failures().isEmpty()) {
            text.append("\nFailed:\n\n");
            table.failures().forEach(failure -> text.append("* " + failure.replace("\n", " ") + "\n"));
        }
        text.append("\n![" + plan.study().study() + "](" + StudyFolder.PLOT + ")\n\nMade by `"
                + String.join(" ", commandLine) + "`.\n");
        return text.toString();
    }
}
