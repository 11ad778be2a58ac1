package org.waymark.sim.mujoco;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.waymark.sim.NearestName;

/**
 * What of a model can be scaled, by name: a kind, for all there are of it ({@code mass}), or a kind and what it belongs to ({@code mass
 * hand}). Kinds of which the model has nothing but zeros are left out.
 */
final class ModelVariables {
    /** Stands for {@code mjModel.opt.gravity}. */
    static final String GRAVITY = "gravity";

    private final MujocoModel model;
    /** By name: the entries that are scaled, by the field of the model they are in; whole kinds first. */
    private final Map<String, Map<String, List<Integer>>> byName = new LinkedHashMap<>();

    ModelVariables(MujocoModel model) {
        this.model = model;
        Map<String, Map<String, List<Integer>>> single = new LinkedHashMap<>();
        int bodies = model.size("nbody");
        int geoms = model.size("ngeom");
        int[] joints = model.ints("dof_jntid", model.size("nv"));
        ModelNames jointNames = ModelNames.read(model, "joint", "mjOBJ_JOINT", model.size("njnt"));
        collect(
                "mass",
                each(bodies),
                Optional.of(ModelNames.read(model, "body", "mjOBJ_BODY", bodies)),
                single,
                new Field("body_mass", 1),
                new Field("body_inertia", 3));
        collect(
                "friction",
                each(geoms),
                Optional.of(ModelNames.read(model, "geom", "mjOBJ_GEOM", geoms)),
                single,
                new Field("geom_friction", 3));
        collect("damping", joints, Optional.of(jointNames), single, new Field("dof_damping", 1));
        collect("armature", joints, Optional.of(jointNames), single, new Field("dof_armature", 1));
        collect("gravity", each(1), Optional.empty(), single, new Field(GRAVITY, 3));
        if (forcesAreProportionalToGains()) {
            collect(
                    "gain",
                    each(model.size("nu")),
                    Optional.empty(),
                    single,
                    new Field("actuator_gainprm", model.layout().at("mjNGAIN")),
                    new Field("actuator_biasprm", model.layout().at("mjNBIAS")));
        }
        byName.putAll(single);
    }

    /** @param width numbers per element */
    private record Field(String name, int width) {}

    private static int[] each(int count) {
        return IntStream.range(0, count).toArray();
    }

    /** Those of muscles and of users' own actuators are not. */
    private boolean forcesAreProportionalToGains() {
        int controls = model.size("nu");
        int gain = model.layout().at("mjGAIN_AFFINE");
        int bias = model.layout().at("mjBIAS_AFFINE");
        return Arrays.stream(model.ints("actuator_gaintype", controls)).allMatch(type -> type <= gain)
                && Arrays.stream(model.ints("actuator_biastype", controls)).allMatch(type -> type <= bias);
    }

    /**
     * @param owners what element i belongs to
     * @param names of the owners, if they can be asked for one by one
     * @param single where those are put
     * @param fields the first of them says whether there is anything to be scaled
     */
    private void collect(
            String kind,
            int[] owners,
            Optional<ModelNames> names,
            Map<String, Map<String, List<Integer>>> single,
            Field... fields) {
        int width = fields[0].width;
        double[] values = read(model, fields[0].name, owners.length * width);
        for (int i = 0; i < owners.length; i++) {
            int element = i;
            if (Arrays.stream(values, i * width, (i + 1) * width).anyMatch(value -> value != 0)) {
                add(byName, kind, element, fields);
                names.ifPresent(all -> add(single, kind + " " + all.name(owners[element]), element, fields));
            }
        }
    }

    private static void add(Map<String, Map<String, List<Integer>>> into, String name, int element, Field... fields) {
        for (Field field : fields) {
            List<Integer> entries = into.computeIfAbsent(name, unused -> new LinkedHashMap<>())
                    .computeIfAbsent(field.name, unused -> new ArrayList<>());
            for (int i = 0; i < field.width; i++) {
                entries.add(element * field.width + i);
            }
        }
    }

    static double[] read(MujocoModel model, String field, int length) {
        return field.equals(GRAVITY) ? model.gravity() : model.doubles(field, length);
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /**
     * The entries that a variable scales, ascending, by field.
     *
     * @throws IllegalArgumentException if there is no such variable: the message lists what there is
     */
    Map<String, List<Integer>> entries(String name) {
        Map<String, List<Integer>> entries = byName.get(name);
        if (entries == null) {
            throw new IllegalArgumentException("the model has no '" + name + "' to vary, did you mean "
                    + NearestName.of(name, byName.keySet()).orElse("none") + "? It has "
                    + String.join(", ", byName.keySet()));
        }
        return entries;
    }
}
