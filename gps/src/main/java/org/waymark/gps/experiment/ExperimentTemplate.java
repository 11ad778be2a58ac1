package org.waymark.gps.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the defaults of the keys into an experiment file that says {@code @default} in their place. */
final class ExperimentTemplate {
    private static final String DEFAULT = "@default";
    /** Indentation, key, value, comment. */
    private static final Pattern ENTRY = Pattern.compile("( *)(\\w+):(?: ([^#]*?))?( *)(#.*)?");

    private static final int INDENTATION = 2;
    private static final int COMMENT_COLUMN = 32;

    private final List<String> path = new ArrayList<>();

    private ExperimentTemplate() {}

    static String fill(String template) {
        List<String> said =
                template.lines().filter(line -> !line.contains(": " + DEFAULT)).toList();
        Experiment resolved = YamlBinder.bind(Experiment.class, String.join("\n", said), "template", List.of());
        Map<String, String> values = new HashMap<>();
        ExperimentTemplate written = new ExperimentTemplate();
        YamlBinder.write(resolved)
                .lines()
                .map(ENTRY::matcher)
                .filter(Matcher::matches)
                .forEach(entry -> {
                    values.put(written.pathOf(entry), entry.group(3));
                });
        ExperimentTemplate reading = new ExperimentTemplate();
        StringBuilder text = new StringBuilder();
        template.lines()
                .forEach(line -> text.append(reading.filled(line, values)).append('\n'));
        return text.toString();
    }

    private String filled(String line, Map<String, String> values) {
        Matcher entry = ENTRY.matcher(line);
        if (!entry.matches()) {
            return line;
        }
        String key = pathOf(entry);
        if (!DEFAULT.equals(entry.group(3))) {
            return line;
        }
        String value = values.get(key);
        if (value == null) {
            throw new IllegalStateException("template: " + key + " has no default");
        }
        String filled = entry.group(1) + entry.group(2) + ": " + value;
        return entry.group(5) == null
                ? filled
                : filled + " ".repeat(Math.max(1, COMMENT_COLUMN - filled.length())) + entry.group(5);
    }

    /** The path of an entry, by its indentation and the entries before it. */
    private String pathOf(Matcher entry) {
        int depth = entry.group(1).length() / INDENTATION;
        path.subList(Math.min(depth, path.size()), path.size()).clear();
        path.add(entry.group(2));
        return String.join(".", path);
    }
}
