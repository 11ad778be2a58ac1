package org.waymark.gps.modelerror;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.waymark.gps.report.BandChart;
import org.waymark.gps.report.BandChart.Band;
import org.waymark.gps.report.Labels;

/** {@link OpenLoopError} as a drawing and as a table. */
public final class ErrorChart {
    private ErrorChart() {}

    /** The drawing, an SVG file. */
    public static String svg(String title, OpenLoopError error) {
        double[] x = IntStream.rangeClosed(1, error.horizon()).asDoubleStream().toArray();
        double[][] members = error.members();
        List<Band> bands = new ArrayList<>();
        if (members.length > 1) {
            double[] low = new double[x.length];
            double[] high = new double[x.length];
            Arrays.setAll(
                    low,
                    t -> Arrays.stream(members).mapToDouble(e -> e[t]).min().orElseThrow());
            Arrays.setAll(
                    high,
                    t -> Arrays.stream(members).mapToDouble(e -> e[t]).max().orElseThrow());
            bands.add(new Band("one member", x, finite(error.member()), finite(low), finite(high)));
        }
        bands.add(line(members.length > 1 ? "mean of the members" : "the model", x, error.mean()));
        if (Arrays.stream(error.spread()).anyMatch(v -> v > 0)) {
            bands.add(line("spread of particles", x, error.spread()));
        }
        bands.add(line("ε T²", x, error.reference()));
        String note = error.windows() + " windows of held-out rollouts"
                + (members.length > 1 ? "; band: from the best to the worst of " + members.length + " members" : "");
        return BandChart.svg(
                new Labels(title, note, "steps predicted ahead, T", "error [standard deviations of the states]"),
                bands,
                List.of());
    }

    private static Band line(String name, double[] x, double[] values) {
        double[] shown = finite(values);
        return new Band(name, x, shown, shown, shown);
    }

    /** What cannot be drawn, zero on a logarithmic scale or what has run away, leaves a gap. */
    private static double[] finite(double[] values) {
        return Arrays.stream(values)
                .map(v -> v > 0 && v < Double.POSITIVE_INFINITY ? v : Double.NaN)
                .toArray();
    }

    /** A line for each number of steps, all digits. */
    public static String csv(OpenLoopError error) {
        double[][] members = error.members();
        double[] mean = error.mean();
        double[] member = error.member();
        double[] spread = error.spread();
        double[] reference = error.reference();
        StringBuilder text = new StringBuilder("steps,mean,member,spread,reference,");
        text.append(IntStream.range(0, members.length)
                        .mapToObj(k -> "member" + k)
                        .collect(Collectors.joining(",")))
                .append('\n');
        for (int t = 0; t < mean.length; t++) {
            int at = t;
            text.append(t + 1)
                    .append(',')
                    .append(joined(mean[t], member[t], spread[t], reference[t]))
                    .append(',')
                    .append(joined(
                            Arrays.stream(members).mapToDouble(e -> e[at]).toArray()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String joined(double... values) {
        return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(","));
    }
}
