package org.waymark.gps.experiment;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tree to records. What the document leaves out comes from the defaults of the record around it, else from the {@code defaults()} of
 * its own type; an {@code Optional} or a {@code Map} is then empty, and anything else is missing.
 */
final class RecordReader {
    private final KeyNames names;

    private RecordReader(Class<?> root) {
        this.names = new KeyNames(root);
    }

    static <T> T read(Class<T> type, Yaml document) {
        return type.cast(new RecordReader(type).value(type, Optional.empty(), document, ""));
    }

    private Object value(Type type, Optional<?> fallback, Yaml yaml, String path) {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                Optional<?> inner = fallback.flatMap(optional -> (Optional<?>) optional);
                return yaml.isNothing() ? Optional.empty() : Optional.of(value(element, inner, yaml, path));
            }
            if (generic.getRawType() == List.class) {
                return list(element, yaml, path);
            }
            if (generic.getRawType() == Map.class) {
                return map(generic.getActualTypeArguments()[1], yaml, path);
            }
        } else if (type instanceof Class<?> c) {
            if (c == Settings.class) {
                return Settings.read(new Yaml.Keys(keys(yaml, path), yaml.place()), path);
            }
            if (yaml instanceof Yaml.Scalar scalar && !yaml.isNothing()) {
                Optional<Method> parse = parse(c);
                if (parse.isPresent()) {
                    return construct(c, () -> parse.get().invoke(null, scalar.text()), yaml, path);
                }
            }
            if (yaml instanceof Yaml.Items && isList(c)) {
                RecordComponent only = c.getRecordComponents()[0];
                Object items = value(only.getGenericType(), Optional.empty(), yaml, path);
                return construct(c, () -> constructor(c).newInstance(items), yaml, path);
            }
            if (c.isRecord()) {
                return record(c, List.of(), fallback, yaml, path);
            }
            if (c.isSealed()) {
                return chosenRecord(c, fallback, yaml, path);
            }
            if (c == double[].class) {
                return decimals(yaml, path);
            }
            if (c == int[].class) {
                return wholeNumbers(yaml, path);
            }
            return ScalarReader.read(c, yaml, path);
        }
        throw new IllegalArgumentException(path + ": a configuration cannot hold a " + type.getTypeName());
    }

    private List<Object> list(Type element, Yaml yaml, String path) {
        List<Yaml> items = items(yaml, path, "a list");
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            values.add(value(element, Optional.empty(), items.get(i), KeyNames.join(path, i)));
        }
        return List.copyOf(values);
    }

    private Map<String, Object> map(Type element, Yaml yaml, String path) {
        Map<String, Object> values = new LinkedHashMap<>();
        keys(yaml, path)
                .forEach((name, value) ->
                        values.put(name, value(element, Optional.empty(), value, KeyNames.join(path, name))));
        return Collections.unmodifiableMap(values);
    }

    private static double[] decimals(Yaml yaml, String path) {
        List<Yaml> items = items(yaml, path, "a list of numbers");
        double[] numbers = new double[items.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = ScalarReader.decimal(items.get(i), KeyNames.join(path, i));
        }
        return numbers;
    }

    private static int[] wholeNumbers(Yaml yaml, String path) {
        List<Yaml> items = items(yaml, path, "a list of whole numbers");
        int[] numbers = new int[items.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = ScalarReader.wholeNumber(items.get(i), KeyNames.join(path, i));
        }
        return numbers;
    }

    private static List<Yaml> items(Yaml yaml, String path, String expected) {
        if (yaml instanceof Yaml.Items items) {
            return items.values();
        }
        throw ScalarReader.unexpected(yaml, path, expected);
    }

    private static Map<String, Yaml> keys(Yaml yaml, String path) {
        if (yaml instanceof Yaml.Keys keys) {
            return keys.values();
        }
        if (yaml.isNothing()) {
            return Collections.emptyMap();
        }
        throw ScalarReader.unexpected(yaml, path, "keys and their values");
    }

    private Object chosenRecord(Class<?> sealed, Optional<?> fallback, Yaml yaml, String path) {
        List<Class<?>> permitted = List.of(sealed.getPermittedSubclasses());
        List<String> choices = permitted.stream().map(KeyNames::kebab).toList();
        Yaml chosen = keys(yaml, path).get(KeyNames.TYPE);
        String typePath = KeyNames.join(path, KeyNames.TYPE);
        if (chosen == null) {
            throw ConfigurationException.at(
                    typePath, "missing key, expected one of " + String.join(", ", choices), yaml.place());
        }
        Class<?> type = permitted.get(ScalarReader.choice(choices, chosen, typePath));
        return record(type, List.of(KeyNames.TYPE), fallback.filter(type::isInstance), yaml, path);
    }

    private Object record(Class<?> type, List<String> extraKeys, Optional<?> fallback, Yaml yaml, String path) {
        Map<String, Yaml> keys = keys(yaml, path);
        List<String> valid = new ArrayList<>(extraKeys);
        valid.addAll(KeyNames.components(type));
        keys.forEach((key, value) -> {
            if (!valid.contains(key)) {
                throw unknown(key, value, valid, path);
            }
        });
        Optional<?> base = fallback.isPresent() ? fallback : defaults(type);
        List<String> missing = new ArrayList<>();
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            Optional<?> otherwise =
                    base.isPresent() ? Optional.of(get(component, base.get())) : unsaid(component.getType());
            Yaml said = keys.get(component.getName());
            String inner = KeyNames.join(path, component.getName());
            if (said != null) {
                values[i] = value(component.getGenericType(), otherwise, said, inner);
            } else if (otherwise.isPresent()) {
                values[i] = otherwise.get();
            } else {
                missing.add(inner);
            }
        }
        if (!missing.isEmpty()) {
            String what = missing.size() == 1 ? "missing key" : "missing keys";
            throw ConfigurationException.at(String.join(", ", missing), what, yaml.place());
        }
        return construct(type, () -> constructor(type).newInstance(values), yaml, path);
    }

    /** What a component is that neither the document nor a surrounding default speaks of. */
    private static Optional<?> unsaid(Class<?> type) {
        if (type == Optional.class) {
            return Optional.of(Optional.empty());
        }
        if (type == Settings.class) {
            return Optional.of(Settings.none());
        }
        return type == Map.class ? Optional.of(Map.of()) : defaults(type);
    }

    /** The static method that reads a value of this type from a single word or number, if there is one. */
    private static Optional<Method> parse(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(m -> m.getName().equals("parse")
                        && Arrays.equals(m.getParameterTypes(), new Class<?>[] {String.class})
                        && m.getReturnType() == type
                        && Modifier.isStatic(m.getModifiers()))
                .peek(m -> m.setAccessible(true))
                .findFirst();
    }

    private static boolean isList(Class<?> type) {
        return type.isRecord()
                && type.getRecordComponents().length == 1
                && type.getRecordComponents()[0].getType() == List.class;
    }

    private ConfigurationException unknown(String key, Yaml value, List<String> valid, String path) {
        return ConfigurationException.at(
                KeyNames.join(path, key),
                "unknown key, did you mean " + names.meant(path, key, valid) + "? Valid here: "
                        + String.join(", ", valid),
                value.place());
    }

    /** The value of the static method {@code defaults()} of a record, if it has one. */
    static Optional<?> defaults(Class<?> type) {
        if (!type.isRecord()) {
            return Optional.empty();
        }
        Optional<Method> method = Arrays.stream(type.getDeclaredMethods())
                .filter(m -> m.getName().equals("defaults")
                        && m.getParameterCount() == 0
                        && m.getReturnType() == type
                        && Modifier.isStatic(m.getModifiers()))
                .findFirst();
        return method.map(m -> invoke(m, null));
    }

    static Object get(RecordComponent component, Object record) {
        return invoke(component.getAccessor(), record);
    }

    private static Object invoke(Method method, Object target) {
        try {
            method.setAccessible(true);
            return method.invoke(target);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(method + " could not be called", e);
        }
    }

    /** Makes something by reflection. */
    @FunctionalInterface
    private interface Construction {
        Object make() throws ReflectiveOperationException;
    }

    private static Constructor<?> constructor(Class<?> type) throws NoSuchMethodException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor;
    }

    private static Object construct(Class<?> type, Construction construction, Yaml yaml, String path) {
        try {
            return construction.make();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof ConfigurationException placed) {
                throw placed;
            }
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refused(refusal, type, yaml, path);
            }
            throw new IllegalStateException(type.getName() + " could not be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " could not be made", e);
        }
    }

    /**
     * A record refused its values. If its message begins with the name of a component, as in {@code klStep: expected > 0, found -1} or
     * {@code penalty: alpha: expected …}, the finding is at that key.
     */
    private static ConfigurationException refused(
            IllegalArgumentException refusal, Class<?> type, Yaml yaml, String path) {
        String message = String.valueOf(refusal.getMessage());
        String rest = message;
        int colon = rest.indexOf(": ");
        while (colon > 0) {
            String head = rest.substring(0, colon);
            rest = rest.substring(colon + 2);
            String last = head.substring(Math.max(head.lastIndexOf('.'), head.lastIndexOf(' ')) + 1);
            String name = last.replaceAll("\\[.*", "");
            if (type.isRecord() && KeyNames.components(type).contains(name)) {
                Yaml culprit = yaml instanceof Yaml.Keys keys ? keys.values().getOrDefault(name, yaml) : yaml;
                String element = last.substring(name.length()).replace("[", ".").replace("]", "");
                return located(KeyNames.join(path, name + element), rest, element(culprit, element), refusal);
            }
            colon = rest.indexOf(": ");
        }
        return located(path, message, yaml, refusal);
    }

    /** The element {@code .3} of a list; the list itself if it has none. */
    private static Yaml element(Yaml list, String element) {
        if (list instanceof Yaml.Items items && element.matches("\\.\\d{1,6}")) {
            int index = Integer.parseInt(element.substring(1));
            return index < items.values().size() ? items.values().get(index) : list;
        }
        return list;
    }

    private static ConfigurationException located(String path, String message, Yaml yaml, Throwable cause) {
        ConfigurationException located = ConfigurationException.at(path, message, yaml.place());
        located.initCause(cause);
        return located;
    }
}
