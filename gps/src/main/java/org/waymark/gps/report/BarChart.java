package org.waymark.gps.report;

import java.util.List;
import java.util.Locale;

/** Parts of a whole over the iterations, stacked. */
final class BarChart {
    private BarChart() {}

    /**
     * The chart as HTML.
     *
     * @param unit what the vertical axis counts, with its unit
     * @param parts from the bottom up, all as long as each other; values that are not finite count as zero
     */
    static String figure(String title, String unit, List<Series> parts) {
        int count = parts.get(0).values().length;
        double[] tops = new double[count];
        for (Series part : parts) {
            for (int i = 0; i < count; i++) {
                tops[i] += finite(part.values()[i]);
            }
        }
        Plot plot = new Plot(Axis.count(0, count + 1), Axis.around(List.of(tops), true));
        double width = 0.7 * (plot.x(1) - plot.x(0));
        double[] floor = new double[count];
        for (Series part : parts) {
            for (int i = 0; i < count; i++) {
                double value = finite(part.values()[i]);
                double top = floor[i] + value;
                plot.mark(
                        "<rect class=\"%s\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"><title>%s</title></rect>",
                        part.classes(),
                        plot.x(i + 1) - width / 2,
                        plot.y(top),
                        width,
                        plot.y(floor[i]) - plot.y(top),
                        Html.text(String.format(Locale.ROOT, "%s, iteration %d: %.3g", part.name(), i + 1, value)));
                floor[i] = top;
            }
        }
        return plot.figure(title, unit, parts);
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 0;
    }
}
