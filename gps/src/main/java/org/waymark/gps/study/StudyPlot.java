package org.waymark.gps.study;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.waymark.gps.metrics.MetricTable;
import org.waymark.gps.report.BandChart;
import org.waymark.gps.report.DotChart;
import org.waymark.gps.report.Labels;

/** The plot of a study, an SVG file of its own. */
final class StudyPlot {
    private final StudyTable table;
    private final Study study;

    private StudyPlot(StudyTable table) {
        this.table = table;
        this.study = table.plan().study();
    }

    static String svg(StudyTable table) {
        StudyPlot plot = new StudyPlot(table);
        return table.plan().study().drawing() instanceof PlotOptions.Curve curve
                ? plot.curves(curve)
                : plot.points((PlotOptions.Points) table.plan().study().drawing());
    }

    private String curves(PlotOptions.Curve curve) {
        String band =
                switch (curve.band()) {
                    case RANGE -> "from the lowest to the highest seed";
                    case INTERVAL -> "its 95 % interval";
                };
        List<Double> limits = limits(curve.metric());
        String across =
                switch (curve.against()) {
                    case ITERATION -> "iteration";
                    case ROLLOUTS -> "rollouts for training";
                    case STEPS -> "steps for training";
                };
        String unit = MetricTable.row(curve.metric()).orElseThrow().unit();
        boolean named = unit.isEmpty() || curve.metric().contains(unit);
        Labels labels = new Labels(
                study.study(),
                "line: mean of the seeds; band: " + band + (limits.isEmpty() ? "" : "; dashed: thresholds"),
                across,
                curve.metric() + (named ? "" : " [" + unit + "]"));
        return BandChart.svg(
                labels,
                study.rows().stream().map(variant -> band(variant, curve)).toList(),
                limits);
    }

    /** A point of the curve exists where all seeds have a number. */
    private BandChart.Band band(StudyVariant variant, PlotOptions.Curve curve) {
        List<Reduction.Course> courses = table.outcomes().entrySet().stream()
                .filter(entry -> entry.getKey().variant().equals(variant))
                .filter(entry -> entry.getValue().failure().isEmpty())
                .map(entry -> course(entry, curve.metric()))
                .toList();
        int last = courses.stream().mapToInt(c -> c.values().length).max().orElse(0);
        int[] iterations = IntStream.range(curve.from() - 1, last).toArray();
        double[] x = Arrays.stream(iterations)
                .mapToDouble(i -> courses.stream()
                        .filter(course -> i < course.values().length)
                        .mapToDouble(course -> course.effort(curve.against(), i))
                        .average()
                        .orElseThrow())
                .toArray();
        boolean range = curve.band() == PlotOptions.Band.RANGE;
        return new BandChart.Band(
                variant.name(),
                x,
                over(courses, iterations, numbers -> Statistics.of(numbers).mean()),
                over(
                        courses,
                        iterations,
                        numbers ->
                                range ? least(numbers) : Statistics.of(numbers).low()),
                over(
                        courses,
                        iterations,
                        numbers -> range
                                ? -least(negative(numbers))
                                : Statistics.of(numbers).high()));
    }

    private static Reduction.Course course(Map.Entry<Cell, Outcome> entry, String metric) {
        return entry.getValue()
                .course(metric, entry.getKey().experiment().task().horizon());
    }

    private static double[] over(
            List<Reduction.Course> courses, int[] iterations, ToDoubleFunction<double[]> statistic) {
        return Arrays.stream(iterations)
                .mapToDouble(i -> {
                    double[] numbers =
                            courses.stream().mapToDouble(c -> c.values()[i]).toArray();
                    boolean whole = Arrays.stream(numbers).allMatch(Double::isFinite);
                    return whole ? statistic.applyAsDouble(numbers) : Double.NaN;
                })
                .toArray();
    }

    private static double least(double[] numbers) {
        return Arrays.stream(numbers).min().orElse(Double.NaN);
    }

    private static double[] negative(double[] numbers) {
        return Arrays.stream(numbers).map(v -> -v).toArray();
    }

    /** What is required of a metric itself, or what its rollouts are counted to. */
    private List<Double> limits(String metric) {
        return study.measures().stream()
                .filter(measure -> measure.metric().filter(metric::equals).isPresent())
                .flatMap(measure -> measure.reduction() instanceof Reduction.Until until
                        ? Stream.of(until.threshold())
                        : measure.must().stream().map(Criterion::threshold))
                .distinct()
                .toList();
    }

    private String points(PlotOptions.Points points) {
        List<Row> rows = table.rows().stream()
                .filter(row -> row.measure().name().equals(points.measure()))
                .toList();
        List<Double> limits =
                rows.get(0).measure().must().stream().map(Criterion::threshold).toList();
        String note = "small: seeds; large: their mean, with its 95 % interval"
                + (limits.isEmpty() ? "" : "; dashed: thresholds");
        return DotChart.svg(
                new Labels(study.study(), note, points.measure(), ""),
                rows.stream()
                        .map(row -> new DotChart.Dots(
                                row.variant().name(),
                                row.numbers(),
                                row.statistics().mean(),
                                row.statistics().low(),
                                row.statistics().high()))
                        .toList(),
                limits);
    }
}
