package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/**
 * Something that a user should know of an iteration, though it went on.
 *
 * @param kind what happened
 * @param cluster where; empty if it concerns all of them
 * @param step time step where it is worst; empty if it concerns the whole trajectory
 * @param value how much, as {@code kind} says; NaN if there is nothing to measure
 */
public record Warning(Kind kind, OptionalInt cluster, OptionalInt step, double value) {
    /** What can happen; each has a section in the documentation, under its headline. */
    public enum Kind {
        /** The value is the fraction of the cluster's controls. */
        CONTROLS_CLIPPED("controls were cut at their limits", value -> percent(value) + " of them"),
        /** Far below the floor at some step; the value is the fraction of the time steps below it. */
        EXPLORATION_LOST("controllers lost their exploration, and were lifted to minDeviation", Kind::steps),
        /** The value is η or the temperature, in cost per nat. */
        LARGE_ETA("eta is above 1000", Warning::number),
        /** The value is the divergence as a multiple of its bound; NaN where each step has a bound of its own. */
        BOUND_NOT_MET(
                "the KL bound could not be met",
                value -> Double.isNaN(value) ? "" : number(value) + " times the bound"),
        NO_MINIMUM("no minimum was found, Q_uu not being positive definite", value -> ""),
        /** The value is the fraction of the time steps. */
        WEIGHT_AT_BOUND("weights of the divergence from the policy are at their upper bound", Kind::steps),
        /** The value is the fraction of the time steps. */
        PRICE_AT_BOUND("prices of the controls are at their bound", Kind::steps),
        /** The value is how often in a row. */
        UPDATE_TAKEN_BACK(
                "the last update was far worse than predicted, and was taken back",
                value -> value > 1 ? Math.round(value) + " times in a row" : ""),
        LINE_SEARCH_SPENT("no step of a network teacher was within its bound and better", value -> ""),
        PLANT_BROKE_DOWN("the simulator broke down under the last update, which was taken back", value -> ""),
        CRITICS_DIVERGED(
                "the critics' values ran away, so that learning was stopped; the best policy before is kept",
                value -> ""),
        /** The value is the fraction of the steps. */
        MODEL_BEYOND_DATA("the model was asked beyond its data", Kind::steps),
        TRAINING_WITHOUT_GAIN("training made the policy no better, and was taken back", value -> "");

        private final String headline;
        private final DoubleFunction<String> measure;

        Kind(String headline, DoubleFunction<String> measure) {
            this.headline = headline;
            this.measure = measure;
        }

        /** What happened, in a sentence without a full stop. */
        public String headline() {
            return headline;
        }

        private static String steps(double fraction) {
            return percent(fraction) + " of the steps";
        }
    }

    public static Warning of(Kind kind) {
        return new Warning(kind, OptionalInt.empty(), OptionalInt.empty(), Double.NaN);
    }

    /** Of all clusters. */
    public static Warning of(Kind kind, double value) {
        return new Warning(kind, OptionalInt.empty(), OptionalInt.empty(), value);
    }

    public static Warning of(Kind kind, int cluster, double value) {
        return new Warning(kind, OptionalInt.of(cluster), OptionalInt.empty(), value);
    }

    public static Warning of(Kind kind, int cluster, int step, double value) {
        return new Warning(kind, OptionalInt.of(cluster), OptionalInt.of(step), value);
    }

    /** In a line. */
    public String message() {
        String place = place();
        return kind.headline() + (place.isEmpty() ? "" : ": " + place);
    }

    /** A line for each kind, in the order of the kinds. */
    public static List<String> lines(List<Warning> warnings) {
        Map<Kind, List<Warning>> byKind = warnings.stream()
                .collect(Collectors.groupingBy(Warning::kind, () -> new EnumMap<>(Kind.class), Collectors.toList()));
        List<String> lines = new ArrayList<>();
        byKind.forEach((kind, same) -> {
            String places = same.stream()
                    .map(Warning::place)
                    .filter(place -> !place.isEmpty())
                    .collect(Collectors.joining("; "));
            lines.add(kind.headline() + (places.isEmpty() ? "" : ": " + places));
        });
        return lines;
    }

    private String place() {
        String much = kind.measure.apply(value);
        if (cluster.isEmpty()) {
            return much;
        }
        String where = "cluster " + cluster.getAsInt() + (step.isEmpty() ? "" : ", step " + step.getAsInt());
        return much.isEmpty() ? where : where + " (" + much + ")";
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * fraction);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 1e3 && value < 1e6 ? "%.0f" : "%.3g", value);
    }
}
