package org.waymark.gps.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chart that is a file of its own: a title, a box, and a legend below it. */
final class SvgFile {
    static final int WIDTH = 720;
    static final int BOX_HEIGHT = 300;
    static final int TOP = 84;
    private static final int MARGIN = 16;
    private static final int RIGHT = 58;
    private static final int LEGEND_LINE = 20;
    private static final int SWATCH = 30;
    private static final int ENTRY_GAP = 22;
    private static final int BELOW_BOX = 48;

    /** Generous, so that a legend never runs out of the picture. */
    private static final double LETTER = 6.9;

    /** Okabe and Ito (2008). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a7a7a");

    private static final String STYLE =
            """
            text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:#3d464d}
            .title{font-size:17px;font-weight:600;fill:#1d2327}.legend,.name{fill:#1d2327}
            .end{text-anchor:end}.middle{text-anchor:middle}
            .grid{stroke:#e1e5e8;stroke-width:1}.axis{stroke:#5c666d;stroke-width:1}
            .limit{fill:#1d2327;font-size:12px}.bound{stroke:#1d2327;stroke-width:1.2;stroke-dasharray:5 4}
            .curve{fill:none;stroke-width:2.2;stroke-linejoin:round}.band{fill-opacity:.16}
            .dash1{stroke-dasharray:7 3}.dash2{stroke-dasharray:2 3}
            """;

    private final Frame frame;
    private final Labels labels;
    private final List<String> legend;
    private final List<List<Integer>> legendLines;
    private final StringBuilder marks = new StringBuilder();

    /**
     * @param left space for labels beside the box
     * @param legend names of the series 0, 1, …; none if there is no need
     */
    SvgFile(Labels labels, int left, int boxHeight, Axis across, Axis up, List<String> legend) {
        this.labels = labels;
        this.legend = List.copyOf(legend);
        this.legendLines = lines(legend);
        int bottom = BELOW_BOX + LEGEND_LINE * legendLines.size() + MARGIN / 2;
        this.frame = new Frame(WIDTH, TOP + boxHeight + bottom, left, RIGHT, TOP, bottom, across, up);
    }

    private static List<List<Integer>> lines(List<String> legend) {
        List<List<Integer>> lines = new ArrayList<>();
        double x = WIDTH;
        for (int i = 0; i < legend.size(); i++) {
            double width = entryWidth(legend.get(i));
            if (x + width > WIDTH - MARGIN) {
                lines.add(new ArrayList<>());
                x = MARGIN;
            }
            lines.get(lines.size() - 1).add(i);
            x += width;
        }
        return lines;
    }

    private static double entryWidth(String name) {
        return SWATCH + LETTER * name.length() + ENTRY_GAP;
    }

    /** Space that a name beside the box needs. */
    static int space(List<String> names) {
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        return (int) (2 * MARGIN + LETTER * longest);
    }

    Frame frame() {
        return frame;
    }

    /** Puts something into the box; {@code format} as in {@link String#format}. */
    void mark(String format, Object... arguments) {
        marks.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    /** A number as it would be written by hand. */
    static String number(double value) {
        String text = value == Math.rint(value) && Math.abs(value) < 1e6
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.5g", value);
        return text.replace('-', '−');
    }

    /** The classes of a series: its colour, and its dash if there are more series than colours. */
    static String classes(int series) {
        return new Series("", series, new double[0]).classes();
    }

    /** The file; what lies behind the marks is drawn first. */
    String text(String behind) {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">%n"
                        + "<title>%s</title>%n<style>%n%s",
                frame.width(),
                frame.height(),
                frame.width(),
                frame.height(),
                Html.text(labels.title()),
                STYLE));
        for (int i = 0; i < COLOURS.size(); i++) {
            String colour = COLOURS.get(i);
            svg.append(".s" + i + "{stroke:" + colour + ";fill:" + colour + "}");
        }
        svg.append(
                "\n.curve{fill:none}.band{stroke:none}\n</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        Frame.label(svg, "title", MARGIN, 26, labels.title());
        Frame.label(svg, "note", MARGIN, 46, labels.note());
        svg.append(behind);
        double axisName = frame.height() - frame.bottom() + 38;
        Frame.label(svg, "middle", frame.middle(), axisName, labels.across());
        svg.append(marks);
        legend(svg);
        return svg.append("</svg>\n").toString();
    }

    private void legend(StringBuilder svg) {
        double y = frame.height() - frame.bottom() + BELOW_BOX + LEGEND_LINE / 2.0 + 4;
        for (List<Integer> line : legendLines) {
            double x = MARGIN;
            for (int series : line) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<line class=\"curve %s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
                        classes(series),
                        x,
                        x + SWATCH - 8,
                        y - 4,
                        y - 4));
                Frame.label(svg, "legend", x + SWATCH, y, legend.get(series));
                x += entryWidth(legend.get(series));
            }
            y += LEGEND_LINE;
        }
    }
}
