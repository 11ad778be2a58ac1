package org.waymark.gps.experiment;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.waymark.sim.WrittenName;

/** Single values: numbers, true and false, texts, and the constants of enums. */
final class ScalarReader {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern INFINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)");
    private static final Pattern NOT_A_NUMBER = Pattern.compile("\\.(nan|NaN|NAN)");

    private ScalarReader() {}

    /** @return an instance of {@code type}, boxed if it is primitive */
    static Object read(Class<?> type, Yaml yaml, String path) {
        if (type == double.class || type == Double.class) {
            return decimal(yaml, path);
        }
        if (type == int.class || type == Integer.class) {
            return (int) whole(yaml, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return whole(yaml, path, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == boolean.class || type == Boolean.class) {
            return truth(yaml, path);
        }
        if (type == String.class) {
            return text(yaml, path);
        }
        if (type.isEnum()) {
            return constant(type, yaml, path);
        }
        throw new IllegalArgumentException(path + ": a configuration cannot hold a " + type.getName());
    }

    static double decimal(Yaml yaml, String path) {
        String text = plain(yaml, path, "a number");
        if (INFINITE.matcher(text).matches()) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (NOT_A_NUMBER.matcher(text).matches()) {
            return Double.NaN;
        }
        if (!DECIMAL.matcher(text).matches()) {
            throw unexpected(yaml, path, "a number");
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw unexpected(yaml, path, "a number up to ±" + Double.MAX_VALUE);
        }
        return value;
    }

    static int wholeNumber(Yaml yaml, String path) {
        return (int) whole(yaml, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static long whole(Yaml yaml, String path, long least, long greatest) {
        String text = plain(yaml, path, "a whole number");
        if (!WHOLE.matcher(text).matches()) {
            throw unexpected(yaml, path, "a whole number");
        }
        BigInteger value = new BigInteger(text);
        if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(BigInteger.valueOf(greatest)) > 0) {
            throw unexpected(yaml, path, "a whole number within " + least + "…" + greatest);
        }
        return value.longValueExact();
    }

    private static boolean truth(Yaml yaml, String path) {
        return switch (plain(yaml, path, "true or false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw unexpected(yaml, path, "true or false");
        };
    }

    /** A text may look like a number: where only a text can stand, 1 is the text "1". */
    private static String text(Yaml yaml, String path) {
        if (yaml instanceof Yaml.Scalar scalar && !yaml.isNothing()) {
            return scalar.text();
        }
        throw unexpected(yaml, path, "a text");
    }

    private static Object constant(Class<?> type, Yaml yaml, String path) {
        List<Enum<?>> constants = Arrays.stream(type.getEnumConstants())
                .<Enum<?>>map(constant -> (Enum<?>) constant)
                .toList();
        List<String> names = constants.stream().map(WrittenName::of).toList();
        return constants.get(choice(names, yaml, path));
    }

    /** The index of the name that is chosen. */
    static int choice(List<String> names, Yaml yaml, String path) {
        String expected = "one of " + String.join(", ", names);
        if (!(yaml instanceof Yaml.Scalar scalar) || yaml.isNothing()) {
            throw unexpected(yaml, path, expected);
        }
        int index = names.indexOf(scalar.text());
        if (index < 0) {
            throw ConfigurationException.at(
                    path,
                    "expected " + expected + ", found '" + scalar.text() + "'; did you mean "
                            + KeyNames.nearest(scalar.text(), names) + "?",
                    yaml.place());
        }
        return index;
    }

    static ConfigurationException unexpected(Yaml yaml, String path, String expected) {
        return ConfigurationException.at(path, "expected " + expected + ", found " + yaml.description(), yaml.place());
    }

    private static String plain(Yaml yaml, String path, String expected) {
        if (yaml instanceof Yaml.Scalar scalar && scalar.plain()) {
            return scalar.text();
        }
        throw unexpected(yaml, path, expected);
    }
}
