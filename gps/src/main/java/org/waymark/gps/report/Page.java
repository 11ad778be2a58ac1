package org.waymark.gps.report;

import java.util.List;
import java.util.Map;

/** A page as it grows: one file, opened offline, on a phone, in dark mode. */
final class Page {
    private final StringBuilder html = new StringBuilder();

    Page(String title) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>")
                .append(Html.text(title))
                .append(" – Waymark</title>\n<style>\n")
                .append(Resource.text("page.css"));
        for (int i = 0; i < Series.COLOURS; i++) {
            html.append(".s" + i + "{stroke:var(--c" + i + ");fill:var(--c" + i + ")}");
        }
        html.append("\n.curve{fill:none}\n</style>\n</head>\n<body>\n<main>\n<h1>")
                .append(Html.text(title))
                .append("</h1>\n");
    }

    /** Adds a piece of HTML. */
    void add(String piece) {
        html.append(piece);
    }

    /** Adds numbers with their names. */
    void tiles(Map<String, String> values) {
        html.append("<dl class=\"tiles\">\n");
        values.forEach((name, value) -> html.append("<div><dt>")
                .append(Html.text(name))
                .append("</dt><dd>")
                .append(Html.text(value))
                .append("</dd></div>\n"));
        html.append("</dl>\n");
    }

    /**
     * Adds a table whose first column names the rows.
     *
     * @param head names of the columns; none for a table without a head
     */
    void table(List<String> head, List<List<String>> rows) {
        html.append("<div class=\"wide\"><table>\n");
        if (!head.isEmpty()) {
            html.append("<thead><tr>");
            head.forEach(name ->
                    html.append("<th scope=\"col\">").append(Html.text(name)).append("</th>"));
            html.append("</tr></thead>\n");
        }
        html.append("<tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr><th scope=\"row\">").append(Html.text(row.get(0))).append("</th>");
            row.subList(1, row.size())
                    .forEach(cell -> html.append("<td>").append(Html.text(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    /** The whole of it. */
    String text() {
        return html + "</main>\n</body>\n</html>\n";
    }
}
