package org.waymark.gps.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Maps values to a line of given length, with round tick marks. */
final class Axis {
    private static final int MOST_TICKS = 6;
    /** Positive values that span more than this factor are drawn on a logarithmic scale. */
    private static final double LOGARITHMIC_FROM = 12;
    /** Values of both signs, or zero, are drawn so if the greatest is this many times the median one. */
    private static final double SIGNED_LOGARITHMIC_FROM = 50;

    /** Smaller numbers are written with an exponent. */
    private static final double LEAST_DECIMAL = 1e-3;

    /** How values become positions, before these are stretched to the axis. */
    private sealed interface Scale {
        double position(double value);

        List<Double> ticks(double low, double high);
    }

    private final Scale scale;
    private final double low;
    private final double high;

    private Axis(Scale scale, double low, double high) {
        this.scale = scale;
        this.low = low;
        this.high = high;
    }

    /** An axis that shows all the given values, of which those that are not finite are passed over. */
    static Axis around(List<double[]> values, boolean fromZero) {
        double[] sorted = values.stream()
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return linear(0, 1);
        }
        double least = sorted[0];
        double greatest = sorted[sorted.length - 1];
        if (fromZero) {
            return linear(Math.min(0, least), Math.max(0, greatest));
        }
        if (least > 0 && greatest > LOGARITHMIC_FROM * least) {
            return new Axis(new Logarithmic(), Logarithmic.below(least), Logarithmic.above(greatest));
        }
        double[] sizes = Arrays.stream(sorted).map(Math::abs).sorted().toArray();
        double median = sizes[sizes.length / 2];
        if (median > 0 && sizes[sizes.length - 1] > SIGNED_LOGARITHMIC_FROM * median) {
            return new Axis(new SignedLogarithmic(Logarithmic.below(median)), least, greatest);
        }
        return linear(least, greatest);
    }

    /** Whole numbers from {@code first} to {@code last}, both at the very ends. */
    static Axis count(int first, int last) {
        double step = Math.max(1, Linear.roundStep((double) (last - first) / MOST_TICKS));
        return new Axis(new Linear(step), first, Math.max(last, first + 1));
    }

    private static Axis linear(double least, double greatest) {
        double spread = greatest - least;
        if (!(spread > 1e-9 * Math.max(Math.abs(least), Math.abs(greatest)))) {
            spread = Math.max(1e-3, Math.abs(greatest));
            least -= spread / 2;
            greatest += spread / 2;
        }
        double step = Linear.roundStep(spread / (MOST_TICKS - 1));
        return new Axis(new Linear(step), Math.floor(least / step) * step, Math.ceil(greatest / step) * step);
    }

    boolean isLogarithmic() {
        return !(scale instanceof Linear);
    }

    /** Where a value lies, 0 at the lower end and 1 at the upper; NaN for what cannot be drawn. */
    double position(double value) {
        if (!Double.isFinite(value)) {
            return Double.NaN;
        }
        double from = scale.position(low);
        return (scale.position(value) - from) / (scale.position(high) - from);
    }

    List<Double> ticks() {
        return scale.ticks(low, high);
    }

    /** A tick as a reader would write it, with as many digits as tell it from the next. */
    String label(double tick) {
        double size = Math.abs(tick);
        double finest = scale instanceof Linear linear ? linear.step : size == 0 ? 1 : size;
        if (size == 0 && finest < LEAST_DECIMAL) {
            return "0";
        }
        boolean isDecimal = size == 0 || size >= LEAST_DECIMAL && size < 1e6;
        int exponent = isDecimal ? 0 : order(size);
        int decimals = Math.max(0, exponent - order(finest));
        String digits = String.format(Locale.ROOT, "%." + decimals + "f", size / Math.pow(10, exponent));
        String text = isDecimal ? digits : withoutZeros(digits) + "e" + exponent;
        return (tick < 0 ? "−" : "") + text.replace("e-", "e−");
    }

    /** k of the greatest 10^k that is not above a number. */
    private static int order(double size) {
        return (int) Math.floor(Math.log10(size) + 1e-9);
    }

    private static String withoutZeros(String decimal) {
        return decimal.contains(".") ? decimal.replaceAll("\\.?0+$", "") : decimal;
    }

    /** v. */
    private record Linear(double step) implements Scale {
        /** The least of 1, 2, 5 · 10^k that is not below {@code wanted}. */
        static double roundStep(double wanted) {
            double power = Math.pow(10, Math.floor(Math.log10(wanted)));
            for (double digit : new double[] {1, 2, 5}) {
                if (digit * power >= wanted * (1 - 1e-9)) {
                    return digit * power;
                }
            }
            return 10 * power;
        }

        @Override
        public double position(double value) {
            return value;
        }

        @Override
        public List<Double> ticks(double low, double high) {
            List<Double> ticks = new ArrayList<>();
            for (long i = (long) Math.ceil(low / step - 1e-9); i <= Math.floor(high / step + 1e-9); i++) {
                ticks.add(i * step);
            }
            return ticks;
        }
    }

    /** log v. */
    private record Logarithmic() implements Scale {
        static double below(double value) {
            double power = Math.pow(10, Math.floor(Math.log10(value)));
            return value >= 5 * power ? 5 * power : value >= 2 * power ? 2 * power : power;
        }

        static double above(double value) {
            double power = Math.pow(10, Math.floor(Math.log10(value)));
            return value <= power
                    ? power
                    : value <= 2 * power ? 2 * power : value <= 5 * power ? 5 * power : 10 * power;
        }

        @Override
        public double position(double value) {
            return Math.log(value);
        }

        @Override
        public List<Double> ticks(double low, double high) {
            double decades = Math.log10(high / low);
            double[] digits = decades <= 2 ? new double[] {1, 2, 5} : new double[] {1};
            int every = (int) Math.max(1, Math.ceil(decades / MOST_TICKS));
            List<Double> ticks = new ArrayList<>();
            for (int k = (int) Math.floor(Math.log10(low)); k <= Math.log10(high) + 1e-9; k += every) {
                for (double digit : digits) {
                    double tick = digit * Math.pow(10, k);
                    if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
                        ticks.add(tick);
                    }
                }
            }
            return ticks;
        }
    }

    /**
     * sgn(v) log(1 + |v|/s): linear around zero, logarithmic beyond s.
     *
     * @param turn s
     */
    private record SignedLogarithmic(double turn) implements Scale {
        @Override
        public double position(double value) {
            return Math.signum(value) * Math.log1p(Math.abs(value) / turn);
        }

        @Override
        public List<Double> ticks(double low, double high) {
            double greatest = Math.max(-low, high);
            int first = (int) Math.ceil(Math.log10(turn) - 1e-9);
            int last = (int) Math.floor(Math.log10(greatest) + 1e-9);
            int every = (last - first) / MOST_TICKS + 1;
            List<Double> ticks = new ArrayList<>();
            for (int k = last; k >= first; k -= every) {
                ticks.add(Math.pow(10, k));
                ticks.add(-Math.pow(10, k));
            }
            ticks.add(0.0);
            return ticks.stream()
                    .filter(tick -> tick >= low && tick <= high)
                    .sorted()
                    .toList();
        }
    }
}
