package org.waymark.sim.mujoco;

import java.util.List;
import java.util.stream.IntStream;
import org.waymark.sim.NearestName;

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
        return NearestName.of(name, names)
                .map(nearest -> "did you mean '" + nearest + "'? The model has " + String.join(", ", names))
                .orElse("the model has none");
    }
}
