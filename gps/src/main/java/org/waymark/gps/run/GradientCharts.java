package org.waymark.gps.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.waymark.gps.backprop.GradientStudy;
import org.waymark.gps.report.BandChart;
import org.waymark.gps.report.BandChart.Band;
import org.waymark.gps.report.Labels;

/** The files of a {@link GradientStudy}. */
public final class GradientCharts {
    private GradientCharts() {}

    /** Writes norm.svg, variance.svg, radius.svg and gradients.csv into a folder, which is made if need be. */
    public static void write(Path folder, GradientStudy study, String name) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": cannot be made", e);
        }
        String back = "back through the model";
        String ratio = "likelihood ratio";
        RunReport.write(
                folder.resolve("norm.svg"),
                BandChart.svg(
                        new Labels(
                                name + ": gradient against horizon",
                                "norm of the mean over rollouts",
                                "horizon, steps",
                                "norm of the gradient"),
                        List.of(line(back, study, study.pathwiseNorm()), line(ratio, study, study.ratioNorm())),
                        List.of()));
        RunReport.write(
                folder.resolve("variance.svg"),
                BandChart.svg(
                        new Labels(
                                name + ": variance of one rollout's gradient",
                                "trace of the covariance over rollouts",
                                "horizon, steps",
                                "variance"),
                        List.of(line(back, study, study.pathwiseVariance()), line(ratio, study, study.ratioVariance())),
                        List.of()));
        RunReport.write(
                folder.resolve("radius.svg"),
                BandChart.svg(
                        new Labels(
                                name + ": spectral radius of the steps",
                                "line: median of the rollouts; band: from the tenth part to the ninth",
                                "time step",
                                "spectral radius"),
                        List.of(radii(study)),
                        List.of(1.0)));
        RunReport.write(folder.resolve("gradients.csv"), csv(study));
    }

    private static Band line(String name, GradientStudy study, double[] values) {
        double[] x = Arrays.stream(study.horizons()).asDoubleStream().toArray();
        return new Band(name, x, values, values, values);
    }

    private static Band radii(GradientStudy study) {
        double[][] sorted = Arrays.stream(study.radii())
                .map(row -> Arrays.stream(row).sorted().toArray())
                .toArray(double[][]::new);
        return new Band(
                "steps of the policy in the model",
                IntStream.range(0, sorted.length).asDoubleStream().toArray(),
                quantile(sorted, 0.5),
                quantile(sorted, 0.1),
                quantile(sorted, 0.9));
    }

    private static double[] quantile(double[][] sorted, double part) {
        return Arrays.stream(sorted)
                .mapToDouble(row -> row[(int) Math.round(part * (row.length - 1))])
                .toArray();
    }

    private static String csv(GradientStudy study) {
        StringBuilder text =
                new StringBuilder("horizon,norm_back,variance_back,norm_likelihood_ratio,variance_likelihood_ratio\n");
        for (int h = 0; h < study.horizons().length; h++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%.6g,%.6g,%.6g,%.6g%n",
                    study.horizons()[h],
                    study.pathwiseNorm()[h],
                    study.pathwiseVariance()[h],
                    study.ratioNorm()[h],
                    study.ratioVariance()[h]));
        }
        return text.toString();
    }
}
