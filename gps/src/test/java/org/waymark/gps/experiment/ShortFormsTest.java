package org.waymark.gps.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Records that may be written as a single value, or as a list. */
class ShortFormsTest {
    record Length(double metres) {
        public static Length parse(String text) {
            if (!text.endsWith(" m")) {
                throw new IllegalArgumentException("expected metres, such as '3 m', found '" + text + "'");
            }
            return new Length(Double.parseDouble(text.substring(0, text.length() - 2)));
        }
    }

    record Walk(List<Length> legs) {
        public Walk {
            if (legs.isEmpty()) {
                throw new IllegalArgumentException("expected at least one leg");
            }
        }
    }

    sealed interface Goal {
        static Goal parse(String text) {
            if (!text.equals("home")) {
                throw new IllegalArgumentException("expected home, found " + text);
            }
            return new Home();
        }

        record Home() implements Goal {}

        record Place(String name) implements Goal {}
    }

    record Plan(Optional<Length> height, Walk walk, Optional<Goal> goal, Settings set) {}

    private static Plan read(String yaml) {
        return YamlBinder.bind(Plan.class, yaml, "plan.yaml", List.of());
    }

    @Test
    void aSingleValueIsParsed() {
        Plan plan = read("height: 3 m\nwalk: [1 m, {metres: 2}]\ngoal: home\n");
        assertThat(plan.height()).contains(new Length(3));
        assertThat(plan.walk().legs()).containsExactly(new Length(1), new Length(2));
        assertThat(plan.goal()).contains(new Goal.Home());
    }

    @Test
    void theLongFormStaysValid() {
        Plan plan = read("height: {metres: 3}\nwalk: {legs: [1 m]}\ngoal: {type: place, name: inn}\n");
        assertThat(plan.height()).contains(new Length(3));
        assertThat(plan.walk()).isEqualTo(new Walk(List.of(new Length(1))));
        assertThat(plan.goal()).contains(new Goal.Place("inn"));
    }

    @Test
    void aRefusalNamesThePlace() {
        assertThatThrownBy(() -> read("height: 3 ft\nwalk: [1 m]\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("height: expected metres, such as '3 m', found '3 ft' (plan.yaml, line 1)");
        assertThatThrownBy(() -> read("walk:\n  - 1 m\n  - 2 ft\n"))
                .hasMessage("walk.1: expected metres, such as '3 m', found '2 ft' (plan.yaml, line 3)");
        assertThatThrownBy(() -> read("walk: []\n")).hasMessage("walk: expected at least one leg (plan.yaml, line 1)");
        assertThatThrownBy(() -> read("walk: [1 m]\ngoal: away\n"))
                .hasMessage("goal: expected home, found away (plan.yaml, line 2)");
    }

    @Test
    void settingsAreReadButNotJudged() {
        assertThat(read("walk: [1 m]\n").set()).isNotNull();
        assertThat(read("walk: [1 m]\nset: {a.b: 1, c: {d: e}}\n").set()).isNotNull();
        assertThatThrownBy(() -> read("walk: [1 m]\nset:\n  a..b: 1\n"))
                .hasMessageContaining("set.a..b: expected names joined by dots")
                .hasMessageContaining("(plan.yaml, line 3)");
        assertThatThrownBy(() -> read("walk: [1 m]\nset: many\n"))
                .hasMessageContaining("set: expected keys and their values, found 'many' (plan.yaml, line 2)");
    }
}
