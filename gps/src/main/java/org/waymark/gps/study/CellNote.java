package org.waymark.gps.study;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a study notes in a run folder beside what every run leaves there.
 *
 * @param build of the code that made the run, if that could be told
 * @param model SHA-256 of the model file, if the experiment has one
 * @param evaluations of policies of the run, keyed by policy and configuration: {@code cost} and {@code success}
 */
record CellNote(Optional<String> build, Optional<String> model, Map<String, Map<String, Object>> evaluations) {
    CellNote {
        evaluations = new LinkedHashMap<>(evaluations);
    }

    static CellNote from(Map<String, Object> json) {
        Map<String, Map<String, Object>> evaluations = new LinkedHashMap<>();
        if (json.get("evaluations") instanceof Map<?, ?> all) {
            all.forEach((key, value) -> {
                if (value instanceof Map<?, ?> numbers) {
                    Map<String, Object> copy = new LinkedHashMap<>();
                    numbers.forEach((name, number) -> copy.put(name.toString(), number));
                    evaluations.put(key.toString(), copy);
                }
            });
        }
        return new CellNote(text(json, "build"), text(json, "model"), evaluations);
    }

    private static Optional<String> text(Map<String, Object> json, String key) {
        return Optional.ofNullable(json.get(key)).map(Object::toString);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("build", build.orElse(null));
        json.put("model", model.orElse(null));
        json.put("evaluations", evaluations);
        return json;
    }

    CellNote with(String key, double cost, double success) {
        Map<String, Map<String, Object>> more = new LinkedHashMap<>(evaluations);
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("cost", cost);
        numbers.put("success", success);
        more.put(key, numbers);
        return new CellNote(build, model, more);
    }
}
