package org.waymark.gps.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.waymark.gps.GeneratedPage;
import org.waymark.sim.WrittenName;

/** gps/docs/configuration.md is what the records of an experiment say of themselves. */
class ConfigurationPageTest {
    private final StringBuilder page = new StringBuilder();
    /** Groups of keys that a {@code type} chooses: written after the tables that mention them, once each. */
    private final Deque<Class<?>> choices = new ArrayDeque<>();

    private final Set<Class<?>> known = new LinkedHashSet<>();

    private String page() {
        page.append(
                """
                # Configuration

                Every key of an experiment file. `waymark init` prints a whole file with comments; `--set path=value` replaces any value. Where
                there is a default, the key may be left out; *required* keys may not; – is nothing. Unknown keys are errors.
                """);
        for (RecordComponent component : Experiment.class.getRecordComponents()) {
            section(component);
        }
        while (!choices.isEmpty()) {
            choice(choices.poll());
        }
        return page.toString();
    }

    private void section(RecordComponent component) {
        String name = component.getName();
        page.append("\n## ").append(name).append("\n\n");
        page.append(sentence(RecordDocs.of(Experiment.class).get(name))).append("\n\n");
        Optional<?> defaults = RecordReader.defaults(component.getType());
        if (component.getType().isRecord()) {
            head();
            rows(component.getType(), defaults, name);
        } else {
            head();
            row(
                    component,
                    Optional.empty(),
                    name,
                    RecordDocs.of(Experiment.class).get(name));
        }
    }

    private void head() {
        page.append("| key | default | meaning |\n|---|---|---|\n");
    }

    private void rows(Class<?> type, Optional<?> defaults, String path) {
        Map<String, String> docs = RecordDocs.of(type);
        for (RecordComponent component : type.getRecordComponents()) {
            String inner = KeyNames.join(path, component.getName());
            Optional<?> value = defaults.map(record -> RecordReader.get(component, record));
            if (component.getType().isRecord()) {
                rows(
                        component.getType(),
                        value.isPresent() ? value : RecordReader.defaults(component.getType()),
                        inner);
            } else {
                assertThat(docs).as(type.getName()).containsKey(component.getName());
                row(component, value, inner, docs.get(component.getName()));
            }
        }
    }

    private void row(RecordComponent component, Optional<?> value, String path, String meaning) {
        page.append("| `")
                .append(path)
                .append("` | ")
                .append(fallback(component, value))
                .append(" | ")
                .append(meaning)
                .append(values(component.getGenericType()))
                .append(" |\n");
    }

    private static String fallback(RecordComponent component, Optional<?> value) {
        if (value.isPresent()) {
            return text(value.get());
        }
        if (component.getType() == Optional.class) {
            return "–";
        }
        return component.getType() == Map.class ? "`{}`" : "*required*";
    }

    private static String text(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(ConfigurationPageTest::text).orElse("–");
        }
        if (value instanceof Enum<?> constant) {
            return "`" + WrittenName.of(constant) + "`";
        }
        if (value instanceof double[] numbers) {
            return "`" + Arrays.toString(numbers) + "`";
        }
        if (value instanceof int[] numbers) {
            return "`" + Arrays.toString(numbers) + "`";
        }
        return value instanceof Record ? "see below" : "`" + value + "`";
    }

    /** The names that an enumeration knows, or the groups that a {@code type} chooses from. */
    private String values(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return values(arguments[arguments.length - 1]);
        }
        Class<?> c = (Class<?>) type;
        if (c.isEnum()) {
            return "; "
                    + Arrays.stream(c.getEnumConstants())
                            .map(constant -> "`" + WrittenName.of((Enum<?>) constant) + "`")
                            .collect(Collectors.joining(", "));
        }
        if (c.isSealed() || c.isRecord()) {
            if (known.add(c)) {
                choices.add(c);
            }
            return "; [keys](#" + anchor(c) + ")";
        }
        return "";
    }

    private static String anchor(Class<?> type) {
        return KeyNames.kebab(type);
    }

    private void choice(Class<?> type) {
        page.append("\n## ").append(anchor(type)).append("\n");
        List<Class<?>> records = type.isSealed() ? List.of(type.getPermittedSubclasses()) : List.of(type);
        for (Class<?> record : records) {
            page.append("\n");
            if (type.isSealed()) {
                page.append("`type: ").append(KeyNames.kebab(record)).append("` – ");
            }
            page.append(sentence(RecordDocs.of(record).get(""))).append("\n\n");
            if (record.getRecordComponents().length > 0) {
                head();
                rows(record, RecordReader.defaults(record), "");
            }
        }
    }

    /** The first sentence, as one. */
    private static String sentence(String text) {
        String first = text.replaceFirst("(?s) <p>.*", "");
        return Character.toUpperCase(first.charAt(0)) + first.substring(1) + (first.endsWith(".") ? "" : ".");
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        String text = page();
        assertThat(text)
                .contains("| `algorithm.klStep` | `1.0` |", "| `task.horizon` | *required* |", "`mirror-descent`")
                .doesNotContain("{@", "@param");
        GeneratedPage.check("configuration.md", text);
    }
}
