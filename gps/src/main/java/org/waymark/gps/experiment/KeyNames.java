package org.waymark.gps.experiment;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.waymark.sim.NearestName;

/** The names in which a record tree is written, and the one that was probably meant. */
final class KeyNames {
    /** The key that chooses among the records of a sealed interface. */
    static final String TYPE = "type";

    /** Up to so many wrong letters, a name is taken for a misspelling. */
    private static final int MISSPELT = 2;

    private final Map<String, String> firstPathOfName = new LinkedHashMap<>();

    KeyNames(Class<?> root) {
        collect(root, "", new HashSet<>());
    }

    static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /** {@code LqrGuess} is written {@code lqr-guess}, as {@code LQR_GUESS} is. */
    static String kebab(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    static String join(String path, Object name) {
        return path.isEmpty() ? name.toString() : path + "." + name;
    }

    /** The path that was probably meant by an unknown key of the group at {@code path}. */
    String meant(String path, String unknown, Collection<String> valid) {
        String near = nearest(unknown, valid);
        String elsewhere = firstPathOfName.get(unknown);
        return elsewhere != null && NearestName.distance(unknown, near) > MISSPELT ? elsewhere : join(path, near);
    }

    /** The candidate with the fewest edits; the word itself if there is none. */
    static String nearest(String word, Collection<String> candidates) {
        return NearestName.of(word, candidates).orElse(word);
    }

    private void collect(Type type, String path, Set<Class<?>> above) {
        if (type instanceof ParameterizedType generic) {
            boolean list = generic.getRawType() == List.class;
            Type[] arguments = generic.getActualTypeArguments();
            collect(arguments[arguments.length - 1], list ? join(path, 0) : path, above);
        } else if (type instanceof Class<?> c && above.add(c)) {
            if (c.isSealed()) {
                for (Class<?> permitted : c.getPermittedSubclasses()) {
                    collect(permitted, path, above);
                }
            } else if (c.isRecord()) {
                for (RecordComponent component : c.getRecordComponents()) {
                    String inner = join(path, component.getName());
                    firstPathOfName.putIfAbsent(component.getName(), inner);
                    collect(component.getGenericType(), inner, above);
                }
            }
            above.remove(c);
        }
    }
}
