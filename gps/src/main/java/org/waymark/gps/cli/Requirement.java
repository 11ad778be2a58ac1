package org.waymark.gps.cli;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waymark.gps.study.Relation;
import picocli.CommandLine;

/**
 * A threshold on a number of the result, such as {@code policy.success>=0.9}.
 *
 * @param path to the number, through nested objects
 * @param relation how it must compare
 * @param threshold with what
 */
record Requirement(String path, Relation relation, double threshold) {
    private static final Pattern FORM =
            Pattern.compile("\\s*([A-Za-z][\\w.]*)\\s*(" + Relation.SIGNS + ")\\s*(\\S+)\\s*");

    /** Reads a requirement from the command line. */
    static final class Converter implements CommandLine.ITypeConverter<Requirement> {
        @Override
        public Requirement convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new CommandLine.TypeConversionException("'" + text
                        + "': expected a number of the result and its threshold, such as policy.success>=0.9");
            }
            return new Requirement(matcher.group(1), Relation.of(matcher.group(2)), number(text, matcher.group(3)));
        }

        private static double number(String text, String value) {
            try {
                double number = Double.parseDouble(value);
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // reported below, with the whole requirement
            }
            throw new CommandLine.TypeConversionException("'" + text + "': " + value + " is no finite number");
        }
    }

    /** Whether the result meets this; a number that does not exist meets nothing. */
    boolean isMetBy(Map<String, Object> result) {
        return value(result, path) instanceof Number number && relation.holds(number.doubleValue(), threshold);
    }

    /** What a reader is told when it is not met. */
    String complaint(Map<String, Object> result) {
        return "required " + this + ", reached " + value(result, path);
    }

    static Object value(Map<String, Object> result, String path) {
        Object value = result;
        for (String key : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }

    @Override
    public String toString() {
        return path + relation.sign() + threshold;
    }
}
