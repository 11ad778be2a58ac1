package org.waymark.gps.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One {@code --set a.b.c=value}: a value put into the document in place of what the file says, or beside it.
 *
 * <p>A key that is not in the file is added; whether it may be there is for {@link RecordReader} to say, which knows the keys. An
 * element of a list is named by its index, and must be there.
 *
 * @param path the parts of the key's path
 * @param value in YAML
 */
record Setting(List<String> path, Yaml value) {
    Setting {
        path = List.copyOf(path);
    }

    /** @throws ConfigurationException unless this is {@code path=value} with a value in YAML */
    static Setting parse(String text) {
        String place = "--set " + text;
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new ConfigurationException("expected path=value, for example algorithm.iterations=5 (" + place + ")");
        }
        List<String> path = List.of(text.substring(0, equals).strip().split("\\.", -1));
        if (path.contains("")) {
            throw new ConfigurationException("expected names joined by dots before '=' (" + place + ")");
        }
        return new Setting(path, YamlParser.value(text.substring(equals + 1), place));
    }

    /** The document with this value in it. */
    Yaml applyTo(Yaml document) {
        return put(document, 0);
    }

    private Yaml put(Yaml node, int depth) {
        if (depth == path.size()) {
            return value;
        }
        String name = path.get(depth);
        if (node instanceof Yaml.Keys keys) {
            Map<String, Yaml> values = new LinkedHashMap<>(keys.values());
            values.put(name, put(values.getOrDefault(name, new Yaml.Scalar("", true, value.place())), depth + 1));
            return new Yaml.Keys(values, keys.place());
        }
        if (node instanceof Yaml.Items items) {
            List<Yaml> values = new ArrayList<>(items.values());
            int index = index(name, values.size(), depth);
            values.set(index, put(values.get(index), depth + 1));
            return new Yaml.Items(values, items.place());
        }
        if (!node.isNothing()) {
            throw ConfigurationException.at(
                    joined(depth + 1), "there is nothing inside " + joined(depth) + ", a single value", value.place());
        }
        if (name.chars().allMatch(Character::isDigit)) {
            throw ConfigurationException.at(
                    joined(depth + 1),
                    "the file does not give the list " + joined(depth) + "; set the list as a whole",
                    value.place());
        }
        return new Yaml.Keys(Map.of(name, put(node, depth + 1)), value.place());
    }

    private int index(String name, int size, int depth) {
        if (name.chars().allMatch(Character::isDigit) && name.length() < 9 && Integer.parseInt(name) < size) {
            return Integer.parseInt(name);
        }
        throw ConfigurationException.at(
                joined(depth + 1),
                "expected an index of the list " + joined(depth) + ", "
                        + (size == 0 ? "which is empty" : "0…" + (size - 1)) + ", found '" + name + "'",
                value.place());
    }

    private String joined(int parts) {
        return String.join(".", path.subList(0, parts));
    }
}
