package org.waymark.gps.report;

import java.util.List;
import java.util.Locale;

/** Curves over the iterations. */
final class LineChart {
    private LineChart() {}

    /**
     * The chart as HTML.
     *
     * @param unit what the vertical axis counts, with its unit
     * @param series the curves, all as long as each other
     */
    static String figure(String title, String unit, List<Series> series) {
        int count = series.get(0).values().length;
        Plot plot = new Plot(
                Axis.count(1, count),
                Axis.around(series.stream().map(Series::values).toList(), false));
        for (Series one : series) {
            plot.mark("<path class=\"curve %s\" d=\"%s\"/>", one.classes(), path(plot, one.values()));
        }
        for (Series one : series) {
            for (int i = 0; i < count; i++) {
                double value = one.values()[i];
                if (Double.isFinite(value)) {
                    plot.mark(
                            "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.4\"><title>%s</title></circle>",
                            one.classes(),
                            plot.x(i + 1),
                            plot.y(value),
                            Html.text(String.format(Locale.ROOT, "%s, iteration %d: %.6g", one.name(), i + 1, value)));
                }
            }
        }
        return plot.figure(title, unit, series);
    }

    private static String path(Plot plot, double[] values) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < values.length; i++) {
            double y = plot.y(values[i]);
            if (Double.isFinite(y)) {
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", drawing ? "L" : "M", plot.x(i + 1), y));
            }
            drawing = Double.isFinite(y);
        }
        return path.toString();
    }
}
