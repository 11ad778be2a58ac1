package org.waymark.gps.run;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The result of a run, as {@code summary.json} states it.
 *
 * @param status how it ended, or that it has not
 * @param experiment name of the experiment
 * @param algorithm name of the variant
 * @param task name of the plant
 * @param seed the one seed of the run
 * @param iterations complete iterations
 * @param environmentSteps control steps taken for training; evaluation is not counted
 * @param controllersCost mean sampled cost of the last complete iteration; NaN if there is none
 * @param clipped which fraction of the controls was cut at its limits, over all training rollouts; NaN if there is no complete iteration
 * @param warnings how many there were
 * @param policy the policy that is returned; empty without a global policy
 * @param student what a distillation has made; empty of other runs
 * @param wallSeconds from the beginning of the run to this summary
 * @param seconds of these, spent in each phase
 * @param message what went wrong; empty unless the run failed
 */
public record Summary(
        Status status,
        String experiment,
        String algorithm,
        String task,
        long seed,
        int iterations,
        long environmentSteps,
        double controllersCost,
        double clipped,
        int warnings,
        Optional<ReturnedPolicy> policy,
        Optional<StudentResult> student,
        double wallSeconds,
        Map<String, Double> seconds,
        Optional<String> message) {

    /** How a run ended. */
    public enum Status {
        /** It goes on, or was ended in a way that left no time to say so. */
        RUNNING,
        DONE,
        /** It was asked to stop. */
        INTERRUPTED,
        FAILED;

        /** As written in the file. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The best policy.
     *
     * @param cost its mean noise-free cost from the evaluation starts; NaN if it was not judged there
     * @param success the fraction of these that succeeded, in [0, 1]; NaN likewise
     * @param bestIteration the iteration that made it, from 1
     */
    public record ReturnedPolicy(double cost, double success, int bestIteration) {}

    /**
     * Reads back what {@link #toMap} gave.
     *
     * @throws IllegalArgumentException if this is no such thing
     */
    static Summary of(Map<String, Object> map) {
        Map<?, ?> controllers = map.get("controllers") instanceof Map<?, ?> some ? some : Map.of();
        Map<String, Double> seconds = new LinkedHashMap<>();
        if (map.get("seconds") instanceof Map<?, ?> phases) {
            phases.forEach((phase, value) -> seconds.put(String.valueOf(phase), number(value)));
        }
        return new Summary(
                Status.valueOf(String.valueOf(map.get("status")).toUpperCase(Locale.ROOT)),
                String.valueOf(map.get("experiment")),
                String.valueOf(map.get("algorithm")),
                String.valueOf(map.get("task")),
                whole(map.get("seed")),
                (int) whole(map.get("iterations")),
                whole(map.get("environmentSteps")),
                number(controllers.get("cost")),
                number(controllers.get("clipped")),
                (int) whole(map.get("warnings")),
                Optional.ofNullable(map.get("policy") instanceof Map<?, ?> policy ? policyOf(policy) : null),
                StudentResult.of(map),
                number(map.get("wallSeconds")),
                seconds,
                Optional.ofNullable(map.get("message")).map(Object::toString));
    }

    private static ReturnedPolicy policyOf(Map<?, ?> policy) {
        return new ReturnedPolicy(
                number(policy.get("cost")), number(policy.get("success")), (int) whole(policy.get("bestIteration")));
    }

    static long whole(Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("summary: expected a number, found " + value);
    }

    static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** As nested objects, keyed as in the file. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("status", status.key());
        message.ifPresent(text -> map.put("message", text));
        map.put("experiment", experiment);
        map.put("algorithm", algorithm);
        map.put("task", task);
        map.put("seed", seed);
        map.put("iterations", iterations);
        map.put("environmentSteps", environmentSteps);
        if (student.isEmpty()) {
            Map<String, Object> controllers = new LinkedHashMap<>();
            controllers.put("cost", controllersCost);
            controllers.put("clipped", clipped);
            map.put("controllers", controllers);
        }
        map.put("policy", policy.map(Summary::toMap).orElse(null));
        student.ifPresent(made -> map.putAll(made.toMap()));
        map.put("warnings", warnings);
        map.put("wallSeconds", wallSeconds);
        map.put("seconds", seconds);
        return map;
    }

    private static Map<String, Object> toMap(ReturnedPolicy policy) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("cost", policy.cost());
        map.put("success", policy.success());
        map.put("bestIteration", policy.bestIteration());
        return map;
    }

    /** The result in the words of a reader: name → value, in the order of display. */
    public Map<String, String> toText() {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("status", status.key());
        message.ifPresent(what -> text.put("message", what));
        student.ifPresentOrElse(made -> text.putAll(made.toText()), () -> {
            text.put("cost of the controllers", number(controllersCost));
            policy.ifPresent(returned -> {
                text.put("cost of the policy", number(returned.cost()));
                text.put("success of the policy", percent(returned.success()));
            });
        });
        policy.ifPresent(returned -> text.put("best iteration", returned.bestIteration() + " of " + iterations));
        if (policy.isEmpty()) {
            text.put("iterations", Integer.toString(iterations));
        }
        if (warnings > 0) {
            text.put("warnings", warnings + ", see metrics.jsonl");
        }
        text.put("environment steps", String.format(Locale.ROOT, "%,d", environmentSteps));
        text.put("time", String.format(Locale.ROOT, "%.1f s", wallSeconds));
        return text;
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "–";
    }

    private static String percent(double fraction) {
        return Double.isFinite(fraction) ? String.format(Locale.ROOT, "%.1f %%", 100 * fraction) : "–";
    }
}
