package org.waymark.sim.observation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.NearestName;
import org.waymark.sim.Plant;

/** Turns what {@link ObservationOptions} say into numbers of entries. */
final class ObservationNames {
    private static final String POINTS = "points";
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:\\.\\.(\\d{1,9}))?");
    private static final int SUGGESTIONS = 3;

    private final Plant plant;
    private final List<String> names;
    private final List<String> bare;
    private Optional<PointMap> points = Optional.empty();

    ObservationNames(Plant plant) {
        this.plant = plant;
        names = plant.observationNames();
        bare = names.stream().map(ObservationNames::withoutUnit).toList();
    }

    private static String withoutUnit(String name) {
        return name.replaceFirst(" \\[[^]]*]", "");
    }

    /** The points, if an entry asked for them. */
    Optional<PointMap> points() {
        return points;
    }

    /** What an entry is called. */
    String name(int entry) {
        int point = entry - names.size();
        return point < 0 ? names.get(entry) : "point " + point / 3 + " " + "xyz".charAt(point % 3) + " [m]";
    }

    int[] entries(List<String> asked) {
        Set<Integer> chosen = new LinkedHashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            String place = "entries[" + i + "]: ";
            for (int entry : entries(asked.get(i), place)) {
                if (!chosen.add(entry)) {
                    throw new IllegalArgumentException(place + name(entry) + " is observed already");
                }
            }
        }
        return chosen.stream().mapToInt(entry -> entry).toArray();
    }

    private List<Integer> entries(String asked, String place) {
        int named = Math.max(names.indexOf(asked), bare.indexOf(asked));
        if (named >= 0) {
            return List.of(named);
        }
        Matcher range = RANGE.matcher(asked);
        if (range.matches()) {
            return range(range, asked, place);
        }
        if (asked.equals(POINTS)) {
            PointMap map = plant.points();
            points = Optional.of(map);
            return between(names.size(), names.size() + map.size() - 1);
        }
        List<Integer> fitting = fitting(asked);
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException(place + "there is no '" + asked + "', did you mean "
                    + String.join(" or ", NearestName.nearest(asked, bare, SUGGESTIONS)) + "? Known are "
                    + String.join(", ", bare) + ", and " + POINTS);
        }
        return fitting;
    }

    private List<Integer> range(Matcher range, String asked, String place) {
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        if (first > last || last >= names.size()) {
            throw new IllegalArgumentException(
                    place + "expected numbers within 0.." + (names.size() - 1) + ", found " + asked);
        }
        return between(first, last);
    }

    private List<Integer> fitting(String pattern) {
        if (!pattern.contains(ObservationOptions.ALL)) {
            return List.of();
        }
        String[] parts = pattern.split("\\*", -1);
        StringBuilder expression = new StringBuilder(Pattern.quote(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            expression.append(".*").append(Pattern.quote(parts[i]));
        }
        Pattern compiled = Pattern.compile(expression.toString());
        List<Integer> fitting = between(0, names.size() - 1);
        fitting.removeIf(i -> !compiled.matcher(bare.get(i)).matches()
                && !compiled.matcher(names.get(i)).matches());
        return fitting;
    }

    private static List<Integer> between(int first, int last) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            numbers.add(i);
        }
        return numbers;
    }
}
