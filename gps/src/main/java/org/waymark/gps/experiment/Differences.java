package org.waymark.gps.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where two resolved configurations differ. */
public final class Differences {
    private static final String ABSENT = "nothing";

    private Differences() {}

    /**
     * Every differing value as {@code algorithm.iterations: 12 → 15}, in the order of the documents; empty if they say the same.
     *
     * @throws ConfigurationException if one of them is no YAML
     */
    public static List<String> between(String before, String after) {
        Map<String, String> old = values(before);
        Map<String, String> now = values(after);
        Set<String> paths = new LinkedHashSet<>(old.keySet());
        paths.addAll(now.keySet());
        List<String> differences = new ArrayList<>();
        for (String path : paths) {
            String was = old.getOrDefault(path, ABSENT);
            String is = now.getOrDefault(path, ABSENT);
            if (!was.equals(is)) {
                differences.add(path + ": " + was + " → " + is);
            }
        }
        return differences;
    }

    /**
     * The keys whose values are not the same everywhere, each with its values in the order of the configurations.
     *
     * @throws ConfigurationException if one of them is no YAML
     */
    public static Map<String, List<String>> among(List<String> configurations) {
        List<Map<String, String>> all =
                configurations.stream().map(Differences::values).toList();
        Set<String> paths = new LinkedHashSet<>();
        all.forEach(one -> paths.addAll(one.keySet()));
        Map<String, List<String>> differences = new LinkedHashMap<>();
        for (String path : paths) {
            List<String> row =
                    all.stream().map(one -> one.getOrDefault(path, ABSENT)).toList();
            if (row.stream().distinct().count() > 1) {
                differences.put(path, row);
            }
        }
        return differences;
    }

    private static Map<String, String> values(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        YamlParser.document(text, "configuration").ifPresent(root -> collect(root, "", values));
        return values;
    }

    private static void collect(Yaml node, String path, Map<String, String> values) {
        if (node instanceof Yaml.Keys keys && !keys.values().isEmpty()) {
            keys.values().forEach((key, value) -> collect(value, KeyNames.join(path, key), values));
        } else if (node instanceof Yaml.Items items && !items.values().isEmpty()) {
            for (int i = 0; i < items.values().size(); i++) {
                collect(items.values().get(i), KeyNames.join(path, i), values);
            }
        } else {
            values.put(path, node instanceof Yaml.Scalar scalar ? scalar.text() : "empty");
        }
    }
}
