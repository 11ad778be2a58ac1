package org.waymark.sim.mujoco;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scales {@link ModelVariables} of one model, each time from the values that it had at first; factors that overlap multiply. */
final class ModelScaling {
    private final MujocoModel model;
    private final List<Map<String, List<Integer>>> chosen = new ArrayList<>();
    /** Of each field that is scaled: its first entries, as many as matter, as they were at first. */
    private final Map<String, double[]> nominal = new LinkedHashMap<>();

    /**
     * @param model will be changed by {@link #apply}
     * @throws IllegalArgumentException if the model has no such variable
     */
    ModelScaling(MujocoModel model, List<String> variables) {
        this.model = model;
        if (variables.isEmpty()) {
            return;
        }
        ModelVariables known = new ModelVariables(model);
        Map<String, Integer> lengths = new LinkedHashMap<>();
        for (String variable : variables) {
            Map<String, List<Integer>> entries = known.entries(variable);
            chosen.add(entries);
            entries.forEach((field, list) -> lengths.merge(field, list.get(list.size() - 1) + 1, Math::max));
        }
        lengths.forEach((field, length) -> nominal.put(field, ModelVariables.read(model, field, length)));
    }

    /** How many factors there are. */
    int size() {
        return chosen.size();
    }

    /**
     * Gives the model its first values times the factors; what the engine derives from masses is derived anew.
     *
     * @param parameters from element {@code at} on one factor ≥ 0 for each variable; not modified
     * @param data of this model; it has to be reset afterwards
     */
    void apply(double[] parameters, int at, MujocoData data) {
        if (chosen.isEmpty()) {
            return;
        }
        Map<String, double[]> scaled = new LinkedHashMap<>();
        nominal.forEach((field, values) -> scaled.put(field, values.clone()));
        for (int i = 0; i < chosen.size(); i++) {
            double factor = at + i < parameters.length ? parameters[at + i] : 1;
            if (!(factor >= 0)) {
                throw new IllegalArgumentException(
                        "initial parameters[" + (at + i) + "]: expected a factor ≥ 0, found " + factor);
            }
            chosen.get(i).forEach((field, entries) -> entries.forEach(entry -> scaled.get(field)[entry] *= factor));
        }
        scaled.forEach((field, values) -> {
            if (field.equals(ModelVariables.GRAVITY)) {
                model.setGravity(values);
            } else {
                model.setDoubles(field, values);
            }
        });
        MujocoNative.mj_setConst(model.address(), data.address());
    }
}
