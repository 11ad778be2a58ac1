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

    private final Frame frame;
    private final StringBuilder marks = new StringBuilder();

    Plot(Axis across, Axis up) {
        this.frame = new Frame(WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM, across, up);
    }

    double x(double value) {
        return frame.x(value);
    }

    double y(double value) {
        return frame.y(value);
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
        frame.rules(svg);
        frame.floor(svg, false); // there is no iteration 0
        String scale = frame.up().isLogarithmic() ? ", logarithmic" : "";
        Frame.label(svg, "label", 6, 14, unit + scale);
        Frame.label(svg, "label middle", frame.middle(), HEIGHT - 6, "iteration");
        svg.append(marks).append("</svg>\n").append(legend(legend)).append("</figure>\n");
        return svg.toString();
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
