package org.waymark.gps.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Maps values to a line of given length, with round tick marks; linear or logarithmic. */
final class Axis {
    private static final int MOST_TICKS = 6;
    /** Positive values that span more than this factor are drawn on a logarithmic scale. */
    private static final double LOGARITHMIC_FROM = 12;

    private final boolean logarithmic;
    private final double low;
    private final double high;
    private final double step;

    private Axis(boolean logarithmic, double low, double high, double step) {
        this.logarithmic = logarithmic;
        this.low = low;
        this.high = high;
        this.step = step;
    }

    /** An axis that shows all the given values, of which those that are not finite are passed over. */
    static Axis around(List<double[]> values, boolean fromZero) {
        double least = fromZero ? 0 : Double.POSITIVE_INFINITY;
        double greatest = fromZero ? 0 : Double.NEGATIVE_INFINITY;
        for (double[] some : values) {
            for (double value : some) {
                if (Double.isFinite(value)) {
                    least = Math.min(least, value);
                    greatest = Math.max(greatest, value);
                }
            }
        }
        if (least > greatest) {
            return linear(0, 1);
        }
        return least > 0 && greatest > LOGARITHMIC_FROM * least
                ? new Axis(true, logFloor(least), logCeiling(greatest), Double.NaN)
                : linear(least, greatest);
    }

    /** Whole numbers from {@code first} to {@code last}, both at the very ends. */
    static Axis count(int first, int last) {
        double step = Math.max(1, roundStep((double) (last - first) / MOST_TICKS));
        return new Axis(false, first, Math.max(last, first + 1), step);
    }

    private static Axis linear(double least, double greatest) {
        double spread = greatest - least;
        if (!(spread > 1e-9 * Math.max(Math.abs(least), Math.abs(greatest)))) {
            spread = Math.max(1e-3, Math.abs(greatest));
            least -= spread / 2;
            greatest += spread / 2;
        }
        double step = roundStep(spread / (MOST_TICKS - 1));
        return new Axis(false, Math.floor(least / step) * step, Math.ceil(greatest / step) * step, step);
    }

    /** The least of 1, 2, 5 · 10^k that is not below {@code wanted}. */
    private static double roundStep(double wanted) {
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        for (double digit : new double[] {1, 2, 5}) {
            if (digit * power >= wanted * (1 - 1e-9)) {
                return digit * power;
            }
        }
        return 10 * power;
    }

    private static double logFloor(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        return value >= 5 * power ? 5 * power : value >= 2 * power ? 2 * power : power;
    }

    private static double logCeiling(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        return value <= power ? power : value <= 2 * power ? 2 * power : value <= 5 * power ? 5 * power : 10 * power;
    }

    boolean isLogarithmic() {
        return logarithmic;
    }

    /** Where a value lies, 0 at the lower end and 1 at the upper; NaN for what cannot be drawn. */
    double position(double value) {
        if (!Double.isFinite(value)) {
            return Double.NaN;
        }
        return logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (!logarithmic) {
            int first = (int) Math.ceil(low / step - 1e-9);
            int last = (int) Math.floor(high / step + 1e-9);
            for (int i = first; i <= last; i++) {
                ticks.add(i * step);
            }
            return ticks;
        }
        double decades = Math.log10(high / low);
        double[] digits = decades <= 2 ? new double[] {1, 2, 5} : new double[] {1};
        int every = (int) Math.max(1, Math.ceil(decades / MOST_TICKS));
        int first = (int) Math.floor(Math.log10(low));
        for (int k = first; k <= Math.log10(high) + 1e-9; k += every) {
            for (double digit : digits) {
                double tick = digit * Math.pow(10, k);
                if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    /** A tick as a reader would write it. */
    String label(double tick) {
        double size = Math.abs(tick);
        String text;
        if (size != 0 && (size >= 1e5 || size < 1e-3)) {
            int exponent = (int) Math.floor(Math.log10(size) + 1e-9);
            text = Math.round(size / Math.pow(10, exponent)) + "e" + exponent;
        } else {
            double finest = logarithmic ? size : step;
            int decimals = (int) Math.max(0, Math.ceil(-Math.log10(finest) - 1e-9));
            text = String.format(Locale.ROOT, "%." + decimals + "f", size);
        }
        return (tick < 0 ? "−" : "") + text.replace("e-", "e−");
    }
}
