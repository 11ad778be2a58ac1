package org.waymark.gps.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A row of dots for each name, with their mean and its interval, as an SVG file of its own. */
public final class DotChart {
    private static final int ROW = 44;
    private static final double JITTER = 7;

    /**
     * One row.
     *
     * @param name beside it
     * @param dots values; those that are not finite are left out
     * @param mean of these; NaN if there is none
     * @param low lower end of its interval; NaN if there is none
     * @param high upper end
     */
    public record Dots(String name, double[] dots, double mean, double low, double high) {}

    private DotChart() {}

    /**
     * The chart.
     *
     * @param limits values at which a line is drawn up
     */
    public static String svg(Labels labels, List<Dots> rows, List<Double> limits) {
        List<double[]> values = new ArrayList<>();
        for (Dots row : rows) {
            values.addAll(List.of(row.dots(), new double[] {row.mean(), row.low(), row.high()}));
        }
        limits.forEach(limit -> values.add(new double[] {limit}));
        Axis across = Axis.around(values, false);
        String scale = across.isLogarithmic() ? ", logarithmic" : "";
        SvgFile file = new SvgFile(
                new Labels(labels.title(), labels.note(), labels.across() + scale, ""),
                SvgFile.space(rows.stream().map(Dots::name).toList()),
                ROW * rows.size(),
                across,
                Axis.count(0, rows.size()),
                List.of());
        Frame frame = file.frame();
        StringBuilder behind = new StringBuilder();
        frame.verticalRules(behind);
        frame.floor(behind, true);
        for (double limit : limits) {
            behind.append(String.format(
                    Locale.ROOT,
                    "<line class=\"bound\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>%n",
                    frame.x(limit),
                    frame.x(limit),
                    frame.top(),
                    frame.height() - frame.bottom()));
            Frame.label(behind, "limit middle", frame.x(limit), frame.top() - 6, SvgFile.number(limit));
        }
        IntStream.range(0, rows.size()).forEach(i -> row(file, behind, i, rows.get(i)));
        return file.text(behind.toString());
    }

    private static void row(SvgFile file, StringBuilder behind, int index, Dots row) {
        Frame frame = file.frame();
        double y = frame.top() + ROW * (index + 0.5);
        Frame.label(behind, "name end", frame.left() - 12, y + 4, row.name());
        String classes = SvgFile.classes(index);
        for (int i = 0; i < row.dots().length; i++) {
            if (Double.isFinite(row.dots()[i])) {
                double aside = JITTER * (i % 3 - 1); // so that equal ones do not hide one another
                file.mark(
                        "<circle class=\"%s\" fill-opacity=\"0.35\" stroke-opacity=\"0\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"><title>%s</title></circle>",
                        classes,
                        frame.x(row.dots()[i]),
                        y + aside,
                        Html.text(row.name() + ": " + SvgFile.number(row.dots()[i])));
            }
        }
        if (Double.isFinite(row.low()) && Double.isFinite(row.high())) {
            file.mark(
                    "<path class=\"curve %s\" d=\"M%.1f %.1fH%.1fM%.1f %.1fv12M%.1f %.1fv12\"/>",
                    classes,
                    frame.x(row.low()),
                    y,
                    frame.x(row.high()),
                    frame.x(row.low()),
                    y - 6,
                    frame.x(row.high()),
                    y - 6);
        }
        if (Double.isFinite(row.mean())) {
            file.mark("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"5.5\"/>", classes, frame.x(row.mean()), y);
        }
    }
}
