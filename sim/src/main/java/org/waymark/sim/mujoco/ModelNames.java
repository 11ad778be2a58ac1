package org.waymark.sim.mujoco;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The names of one kind of thing in a model, by id; unnamed things are called by kind and number, as in {@code body 1}. */
final class ModelNames {
    private final String kind;
    private final List<String> names;

    /**
     * @param kind such as {@code site}
     * @param names by id
     */
    ModelNames(String kind, List<String> names) {
        this.kind = kind;
        this.names = List.copyOf(names);
    }

    static ModelNames read(MujocoModel model, String kind, String enumEntry, int count) {
        int type = model.layout().at(enumEntry);
        List<String> names = IntStream.range(0, count)
                .mapToObj(id -> {
                    String name = MujocoNative.mj_id2name(model.address(), type, id);
                    return name == null || name.isEmpty() ? kind + " " + id : name;
                })
                .toList();
        return new ModelNames(kind, names);
    }

    String name(int id) {
        return names.get(id);
    }

    /**
     * The id of a name, or of a kind with a number such as {@code body 1}.
     *
     * @throws IllegalArgumentException naming the nearest name and all there are
     */
    int id(String name) {
        int id = names.indexOf(name);
        if (id >= 0) {
            return id;
        }
        for (int i = 0; i < names.size(); i++) {
            if (name.equals(kind + " " + i)) {
                return i;
            }
        }
        throw new IllegalArgumentException("unknown " + kind + " '" + name + "': " + hint(name));
    }

    private String hint(String name) {
        return names.stream()
                .min(Comparator.comparingInt(candidate -> editDistance(name, candidate)))
                .map(nearest -> "did you mean '" + nearest + "'? The model has " + String.join(", ", names))
                .orElse("the model has none");
    }

    /** Least number of single-character insertions, deletions and replacements (Levenshtein). */
    static int editDistance(String a, String b) {
        int[] previous = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
