package org.waymark.gps.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a distillation has made, as {@code summary.json} states it.
 *
 * @param kind how one network serves several tasks, as on the command line
 * @param parameters weights and biases of the whole student
 * @param bestIteration that made it, from 1; 0 before the first
 * @param tasks by their names; empty unless the student was judged
 */
public record StudentResult(String kind, int parameters, int bestIteration, Map<String, InTask> tasks) {
    private static final String STUDENT = "student";
    private static final String TASKS = "tasks";

    public StudentResult {
        tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
    }

    /**
     * How it does in one task, from the evaluation starts without noise.
     *
     * @param relative its return: 1 is as good as the teacher, 0 as bad as doing nothing; NaN where there is none
     * @param cost mean
     * @param success a fraction in [0, 1]
     * @param teacher whom it imitates
     * @param idleCost of controls that are all zero
     */
    public record InTask(double relative, double cost, double success, Teacher teacher, double idleCost) {
        /** As nested objects, keyed as in the file. */
        Map<String, Object> toMap() {
            Map<String, Object> from = result(teacher.cost, teacher.success);
            from.put("run", teacher.run);
            from.put("parameters", teacher.parameters);
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("return", relative);
            map.put("policy", result(cost, success));
            map.put("teacher", from);
            map.put("idle", Map.of("cost", idleCost));
            return map;
        }

        private static Map<String, Object> result(double cost, double success) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("cost", cost);
            result.put("success", success);
            return result;
        }

        private static InTask of(Map<?, ?> map) {
            Map<?, ?> policy = inner(map, "policy");
            Map<?, ?> teacher = inner(map, "teacher");
            return new InTask(
                    Summary.number(map.get("return")),
                    Summary.number(policy.get("cost")),
                    Summary.number(policy.get("success")),
                    new Teacher(
                            String.valueOf(teacher.get("run")),
                            (int) Summary.whole(teacher.get("parameters")),
                            Summary.number(teacher.get("cost")),
                            Summary.number(teacher.get("success"))),
                    Summary.number(inner(map, "idle").get("cost")));
        }

        private String returnInWords() {
            return Double.isNaN(relative) ? "–" : String.format(Locale.ROOT, "%.4f of the teacher's", relative);
        }

        private String costInWords() {
            return String.format(Locale.ROOT, "%.2f, teacher %.2f, doing nothing %.2f", cost, teacher.cost, idleCost);
        }
    }

    /**
     * A teacher in its task, from the evaluation starts without noise.
     *
     * @param run its folder
     * @param parameters weights and biases
     * @param cost mean
     * @param success a fraction in [0, 1]
     */
    public record Teacher(String run, int parameters, double cost, double success) {}

    /** Reads it back from a whole summary; empty if that is of another run. */
    static Optional<StudentResult> of(Map<String, Object> summary) {
        if (!(summary.get(STUDENT) instanceof Map<?, ?> student)) {
            return Optional.empty();
        }
        Map<String, InTask> tasks = new LinkedHashMap<>();
        inner(summary, TASKS).forEach((name, task) -> tasks.put(String.valueOf(name), InTask.of((Map<?, ?>) task)));
        return Optional.of(new StudentResult(
                String.valueOf(student.get("kind")),
                (int) Summary.whole(student.get("parameters")),
                (int) Summary.whole(student.get("bestIteration")),
                tasks));
    }

    private static Map<?, ?> inner(Map<?, ?> map, String key) {
        if (map.get(key) instanceof Map<?, ?> inner) {
            return inner;
        }
        throw new IllegalArgumentException("summary: expected " + key + " with keys, found " + map.get(key));
    }

    /** What it adds to a summary, keyed as in the file. */
    Map<String, Object> toMap() {
        Map<String, Object> student = new LinkedHashMap<>();
        student.put("kind", kind);
        student.put("parameters", parameters);
        student.put("bestIteration", bestIteration);
        Map<String, Object> parts = new LinkedHashMap<>();
        tasks.forEach((name, task) -> parts.put(name, task.toMap()));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(STUDENT, student);
        map.put(TASKS, parts);
        return map;
    }

    /** In the words of a reader: name → value, in the order of display. */
    Map<String, String> toText() {
        Map<String, String> text = new LinkedHashMap<>();
        tasks.forEach((name, task) -> {
            text.put("return in " + name, task.returnInWords());
            text.put("cost in " + name, task.costInWords());
        });
        text.put("parameters", Integer.toString(parameters));
        return text;
    }
}
