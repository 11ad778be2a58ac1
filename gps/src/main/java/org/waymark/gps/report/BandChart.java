package org.waymark.gps.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Curves with a band around each, as an SVG file of its own. */
public final class BandChart {
    private static final int LEFT = 64;

    /**
     * One curve.
     *
     * @param name its entry in the legend
     * @param x [points] ascending
     * @param middle [points] the curve; NaN leaves a gap
     * @param low [points] lower edge of the band; NaN likewise
     * @param high [points] upper edge
     */
    public record Band(String name, double[] x, double[] middle, double[] low, double[] high) {}

    private BandChart() {}

    /**
     * The chart.
     *
     * @param limits values at which a line is drawn across
     */
    public static String svg(Labels labels, List<Band> bands, List<Double> limits) {
        List<double[]> values = new ArrayList<>();
        List<double[]> places = new ArrayList<>();
        for (Band band : bands) {
            values.addAll(List.of(band.middle(), band.low(), band.high()));
            places.add(band.x());
        }
        limits.forEach(limit -> values.add(new double[] {limit}));
        SvgFile file = new SvgFile(
                labels,
                LEFT,
                SvgFile.BOX_HEIGHT,
                across(places),
                Axis.around(values, false),
                bands.stream().map(Band::name).toList());
        Frame frame = file.frame();
        for (int i = 0; i < bands.size(); i++) {
            Band band = bands.get(i);
            file.mark("<path class=\"band %s\" d=\"%s\"/>", SvgFile.classes(i), area(frame, band));
        }
        for (int i = 0; i < bands.size(); i++) {
            curve(file, i, bands.get(i));
        }
        StringBuilder behind = new StringBuilder();
        frame.rules(behind);
        frame.floor(behind, true);
        String scale = frame.up().isLogarithmic() ? ", logarithmic" : "";
        Frame.label(behind, "name", 16, SvgFile.TOP - 14, labels.up() + scale);
        for (double limit : limits) {
            behind.append(String.format(
                    Locale.ROOT,
                    "<line class=\"bound\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
                    frame.left(),
                    frame.width() - frame.right(),
                    frame.y(limit),
                    frame.y(limit)));
            Frame.label(behind, "limit", frame.width() - frame.right() + 5, frame.y(limit) + 4, SvgFile.number(limit));
        }
        return file.text(behind.toString());
    }

    /** From the first to the last of numbers in a row; from zero for all others. */
    private static Axis across(List<double[]> places) {
        double[] all = places.stream()
                .flatMapToDouble(Arrays::stream)
                .distinct()
                .sorted()
                .toArray();
        boolean inARow = all.length > 0 && all[all.length - 1] - all[0] == all.length - 1;
        return inARow ? Axis.count((int) all[0], (int) all[all.length - 1]) : Axis.around(places, true);
    }

    private static void curve(SvgFile file, int series, Band band) {
        Frame frame = file.frame();
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < band.x().length; i++) {
            double y = frame.y(band.middle()[i]);
            if (Double.isFinite(y)) {
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", drawing ? "L" : "M", frame.x(band.x()[i]), y));
            }
            drawing = Double.isFinite(y);
        }
        file.mark("<path class=\"curve %s\" d=\"%s\"/>", SvgFile.classes(series), path);
        for (int i = 0; i < band.x().length; i++) {
            if (Double.isFinite(band.middle()[i])) {
                String text = String.format(
                        Locale.ROOT,
                        "%s, %.0f: %s (%s … %s)",
                        band.name(),
                        band.x()[i],
                        SvgFile.number(band.middle()[i]),
                        SvgFile.number(band.low()[i]),
                        SvgFile.number(band.high()[i]));
                file.mark(
                        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.6\"><title>%s</title></circle>",
                        SvgFile.classes(series), frame.x(band.x()[i]), frame.y(band.middle()[i]), Html.text(text));
            }
        }
    }

    /** One closed path for each stretch without a gap. */
    private static String area(Frame frame, Band band) {
        StringBuilder path = new StringBuilder();
        int count = band.x().length;
        int begin = 0;
        while (begin < count) {
            int end = begin;
            while (end < count && Double.isFinite(band.low()[end]) && Double.isFinite(band.high()[end])) {
                end++;
            }
            for (int i = begin; i < end; i++) {
                path.append(point(i == begin ? "M" : "L", frame, band.x()[i], band.high()[i]));
            }
            for (int i = end - 1; i >= begin; i--) {
                path.append(point("L", frame, band.x()[i], band.low()[i]));
            }
            path.append(end > begin ? "Z" : "");
            begin = end + 1;
        }
        return path.toString();
    }

    private static String point(String command, Frame frame, double x, double y) {
        return String.format(Locale.ROOT, "%s%.1f %.1f", command, frame.x(x), frame.y(y));
    }
}
