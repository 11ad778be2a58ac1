package org.waymark.gps.report;

import java.util.List;
import java.util.Locale;

/** The frame that all charts share: an SVG drawing with a box, ticks, labels, and the legend below it. */
final class Plot {
    static final int WIDTH = 400;
    static final int HEIGHT = 250;
    private static final int LEFT = 52;
    private static final int RIGHT = 10;
    private static final int TOP = 26;
    private static final int BOTTOM = 38;

    private final Axis across;
    private final Axis up;
    private final StringBuilder marks = new StringBuilder();

    Plot(Axis across, Axis up) {
        this.across = across;
        this.up = up;
    }

    double x(double value) {
        return LEFT + across.position(value) * (WIDTH - LEFT - RIGHT);
    }

    double y(double value) {
        return HEIGHT - BOTTOM - up.position(value) * (HEIGHT - TOP - BOTTOM);
    }

    /** Puts something into the box; {@code format} as in {@link String#format}. */
    void mark(String format, Object... arguments) {
        marks.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    /** The whole figure. */
    String figure(String title, String unit, List<Series> legend) {
        StringBuilder svg = new StringBuilder();
        svg.append("<figure><figcaption>").append(Html.text(title)).append("</figcaption>\n");
        svg.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                WIDTH,
                HEIGHT,
                Html.text(title)));
        grid(svg);
        String scale = up.isLogarithmic() ? ", logarithmic" : "";
        label(svg, "label", 6, 14, unit + scale);
        label(svg, "label middle", LEFT + (WIDTH - LEFT - RIGHT) / 2.0, HEIGHT - 6, "iteration");
        svg.append(marks).append("</svg>\n").append(legend(legend)).append("</figure>\n");
        return svg.toString();
    }

    private void grid(StringBuilder svg) {
        for (double tick : up.ticks()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
                    LEFT,
                    WIDTH - RIGHT,
                    y(tick),
                    y(tick)));
            label(svg, "tick end", LEFT - 6, y(tick) + 4, up.label(tick));
        }
        int floor = HEIGHT - BOTTOM;
        svg.append("<line class=\"axis\" x1=\"" + LEFT + "\" x2=\"" + (WIDTH - RIGHT) + "\" y1=\"" + floor + "\" y2=\""
                + floor + "\"/>\n");
        for (double tick : across.ticks()) {
            if (tick == 0) {
                continue; // there is no iteration 0
            }
            label(svg, "tick middle", x(tick), floor + 16, across.label(tick));
        }
    }

    private static void label(StringBuilder svg, String classes, double x, double y, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", classes, x, y, Html.text(text)));
    }

    private static String legend(List<Series> legend) {
        StringBuilder html = new StringBuilder("<ul class=\"legend\">");
        for (Series series : legend) {
            html.append(
                            "<li><svg viewBox=\"0 0 24 10\" class=\"swatch\"><line x1=\"0\" x2=\"24\" y1=\"5\" y2=\"5\" class=\"curve ")
                    .append(series.classes())
                    .append("\"/></svg>")
                    .append(Html.text(series.name()))
                    .append("</li>");
        }
        return html.append("</ul>\n").toString();
    }
}
