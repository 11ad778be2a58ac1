package org.waymark.gps.report;

import java.util.Locale;

/**
 * The box of a chart, with the lines and labels of its axes.
 *
 * @param width of the whole drawing
 * @param height of the whole drawing
 * @param left space beside the box
 * @param right space beside the box
 * @param top space above the box
 * @param bottom space below the box
 * @param across the axis below the box
 * @param up the axis beside the box
 */
record Frame(int width, int height, int left, int right, int top, int bottom, Axis across, Axis up) {
    private static final int TICK_GAP = 6;
    private static final int TICK_DROP = 16;

    double x(double value) {
        return left + across.position(value) * (width - left - right);
    }

    double y(double value) {
        return height - bottom - up.position(value) * (height - top - bottom);
    }

    /** The middle of the box, from the left edge of the drawing. */
    double middle() {
        return left + (width - left - right) / 2.0;
    }

    /** A line and a label for each tick beside the box. */
    void rules(StringBuilder svg) {
        for (double tick : up.ticks()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
                    left,
                    width - right,
                    y(tick),
                    y(tick)));
            label(svg, "tick end", left - TICK_GAP, y(tick) + 4, up.label(tick));
        }
    }

    /** A line for each tick below the box. */
    void verticalRules(StringBuilder svg) {
        for (double tick : across.ticks()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>%n",
                    x(tick),
                    x(tick),
                    top,
                    height - bottom));
        }
    }

    /**
     * The lower edge of the box, and a label for each tick.
     *
     * @param withZero whether zero is one of them
     */
    void floor(StringBuilder svg, boolean withZero) {
        int floor = height - bottom;
        svg.append("<line class=\"axis\" x1=\"" + left + "\" x2=\"" + (width - right) + "\" y1=\"" + floor + "\" y2=\""
                + floor + "\"/>\n");
        for (double tick : across.ticks()) {
            if (tick != 0 || withZero) {
                label(svg, "tick middle", x(tick), floor + TICK_DROP, across.label(tick));
            }
        }
    }

    static void label(StringBuilder svg, String classes, double x, double y, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", classes, x, y, Html.text(text)));
    }
}
