package org.waymark.gps.study;

import java.util.Arrays;
import java.util.Locale;

/** Numbers read from words, and written for readers. */
final class Numbers {
    private Numbers() {}

    /** @param whole the text that it stands in, for the message */
    static double finite(String word, String whole) {
        try {
            double number = Double.parseDouble(word);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below, with the whole text
        }
        throw new IllegalArgumentException("'" + whole + "': " + word + " is no finite number");
    }

    /** A number as it would be written by hand: without a decimal point if it is whole. */
    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /** How numbers that stand together are to be written, so that they differ visibly. */
    static String format(double... together) {
        double[] finite = Arrays.stream(together).filter(Double::isFinite).toArray();
        double greatest = Arrays.stream(finite).map(Math::abs).max().orElse(0);
        if (Arrays.stream(finite).allMatch(v -> v == Math.rint(v)) && greatest < 1e9) {
            return "%.0f";
        }
        if (greatest >= 1e6 || greatest < 1e-2) {
            return "%.3e";
        }
        return greatest >= 10 ? "%.2f" : "%.3f";
    }

    /** How a mean of numbers is to be written that are written so. */
    static String meanFormat(String format) {
        return format.equals("%.0f") ? "%.1f" : format;
    }

    static String text(String format, double number) {
        if (Double.isNaN(number)) {
            return "–";
        }
        return Double.isInfinite(number) ? "never" : String.format(Locale.ROOT, format, number);
    }
}
