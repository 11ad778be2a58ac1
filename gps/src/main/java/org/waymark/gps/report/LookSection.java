package org.waymark.gps.report;

import java.util.List;

/** The part of a page in which rollouts are replayed, and their states and controls drawn. */
final class LookSection {
    private LookSection() {}

    /** The section as HTML, with its data and its script. */
    static String html(Stage stage, List<Scene> scenes) {
        StringBuilder html = new StringBuilder("<section id=\"look\">\n<h2>Rollouts</h2>\n");
        html.append("<noscript><p>Rollouts are drawn by a script, and scripts are off.</p></noscript>\n")
                .append("<div class=\"controls\">\n")
                .append(choice("iteration", "Iteration"))
                .append(choice("cluster", "Cluster"))
                .append(choice("take", "Show"))
                .append("</div>\n");
        if (stage.drawing().isPresent()) {
            html.append(
                            "<canvas id=\"scene\" tabindex=\"0\" role=\"img\" aria-label=\"Animation of the rollouts; drag it, or")
                    .append(" press the arrow keys, to turn it; the space bar plays.\"></canvas>\n")
                    .append("<div class=\"controls\">\n<button id=\"play\" type=\"button\">Play</button>\n")
                    .append(
                            "<label class=\"scrub\">Time <input id=\"time\" type=\"range\" min=\"0\" value=\"0\" step=\"any\">")
                    .append("<output id=\"clock\"></output></label>\n<label>Speed <select id=\"speed\">");
            for (String speed : List.of("0.25", "0.5", "1", "2", "4")) {
                html.append("<option value=\"" + speed + "\"" + (speed.equals("1") ? " selected" : "") + ">" + speed
                        + " ×</option>");
            }
            html.append("</select></label>\n<button id=\"view\" type=\"button\">Reset view</button>\n</div>\n");
        } else {
            html.append("<p>This plant does not say how it looks, so there is no animation.</p>\n");
        }
        html.append("<h3>States and controls</h3>\n<ul class=\"legend\">")
                .append(entry("s0 thin", "rollouts, with noise"))
                .append(entry("s0 tube", "controller after the update: mean ± 2σ, as expected by its model"))
                .append(entry("s1", "policy, without noise"))
                .append("</ul>\n<div id=\"traces\" class=\"charts\"></div>\n")
                .append("<script type=\"application/json\" id=\"data\">")
                .append(Replay.json(stage, scenes))
                .append("</script>\n<script>\n")
                .append(Resource.text("scene.js"))
                .append(Resource.text("traces.js"))
                .append(Resource.text("look.js"));
        return html.append("</script>\n</section>\n").toString();
    }

    private static String choice(String id, String label) {
        return "<label>" + label + " <select id=\"" + id + "\"></select></label>\n";
    }

    private static String entry(String classes, String name) {
        return "<li><svg viewBox=\"0 0 24 10\" class=\"swatch\" aria-hidden=\"true\"><line x1=\"0\" x2=\"24\" y1=\"5\" y2=\"5\""
                + " class=\"curve " + classes + "\"/></svg>" + Html.text(name) + "</li>";
    }
}
