package org.waymark.lqr.matrix;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the C++ program, the plain kernels and the vector kernels in turn, several times, and writes a table of the least times: on a
 * machine that others use too, medians say more of them than of the programs.
 *
 * <p>Arguments: the executable of the C++ program, the number of rounds, the Markdown file whose table is to be replaced.
 */
public final class RiccatiComparison {
    private static final String BEGIN = "<!-- riccati.sh writes from here -->";
    private static final String END = "<!-- to here -->";
    private static final String NATIVE = "eigen-dynamic";
    private static final double CHECKSUM_TOLERANCE = 1e-9;
    private static final Pattern LINE = Pattern.compile(
            "(\\S+) +n= *(\\d+) +m= *(\\d+) +median +(\\S+) us +min +(\\S+) us.*?(?:bytes (\\d+))? +chk +(\\S+)");

    /** What one program has measured at one size, in all rounds. */
    private static final class Series {
        private final List<Double> times = new ArrayList<>();
        private long bytes;
        private double checksum;

        double least() {
            return times.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        }
    }

    private final Map<String, Series> series = new TreeMap<>();

    private RiccatiComparison() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        RiccatiComparison comparison = new RiccatiComparison();
        int rounds = Integer.parseInt(args[1]);
        for (int round = 0; round < rounds; round++) {
            comparison.run(args[0]);
            comparison.run(java("-Dwaymark.kernels=plain"));
            comparison.run(java("--add-modules", "jdk.incubator.vector"));
        }
        comparison.requireEqualChecksums();
        String table = comparison.table(rounds);
        System.out.print(table);
        Path page = Path.of(args[2]);
        String text = Files.readString(page);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        Files.writeString(page, text.substring(0, from) + "\n\n" + table + "\n" + text.substring(to));
    }

    private static String[] java(String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RiccatiMeasurement.class.getName()));
        return command.toArray(new String[0]);
    }

    private void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher found = LINE.matcher(line);
                if (found.find()) {
                    Series at = series.computeIfAbsent(
                            key(found.group(1), Integer.parseInt(found.group(2)), Integer.parseInt(found.group(3))),
                            key -> new Series());
                    at.times.add(Double.parseDouble(found.group(5)));
                    at.bytes = found.group(6) == null ? 0 : Long.parseLong(found.group(6));
                    at.checksum = Double.parseDouble(found.group(7));
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("failed: " + String.join(" ", command));
        }
    }

    private static String key(String tag, int n, int m) {
        return tag + " " + n + " " + m;
    }

    private Series at(String tag, int[] size) {
        return series.get(key(tag, size[0], size[1]));
    }

    private void requireEqualChecksums() {
        for (int[] size : RiccatiMeasurement.SIZES) {
            double expected = at(NATIVE, size).checksum;
            for (String tag : List.of("plain", "vector")) {
                double difference = Math.abs(at(tag, size).checksum - expected);
                if (!(difference <= CHECKSUM_TOLERANCE * Math.abs(expected))) {
                    throw new IllegalStateException(
                            "checksums of " + key(tag, size[0], size[1]) + " differ by " + difference);
                }
            }
        }
    }

    private String table(int rounds) {
        StringBuilder out = new StringBuilder();
        out.append("Least time of ")
                .append(rounds)
                .append(" rounds, microseconds for a pass of 100 steps on one pinned core; in\n");
        out.append("brackets the ratio to Eigen with sizes known at run time. Checksums agree to 1e-9.\n\n");
        out.append("| (n, m) | Eigen, dynamic | Eigen, fixed | plain | vector | bytes allocated in a pass |\n");
        out.append("|---|---|---|---|---|---|\n");
        for (int[] size : RiccatiMeasurement.SIZES) {
            double base = at(NATIVE, size).least();
            double fixed = Math.min(
                    at("eigen-fixed", size).least(), at("eigen-fix-lazy", size).least());
            out.append(String.format(
                    Locale.ROOT,
                    "| (%d, %d) | %.4g | %.4g (%.2f) | %.4g (%.2f) | %.4g (%.2f) | %d, %d |%n",
                    size[0],
                    size[1],
                    base,
                    fixed,
                    fixed / base,
                    at("plain", size).least(),
                    at("plain", size).least() / base,
                    at("vector", size).least(),
                    at("vector", size).least() / base,
                    at("plain", size).bytes,
                    at("vector", size).bytes));
        }
        return out.toString();
    }
}
