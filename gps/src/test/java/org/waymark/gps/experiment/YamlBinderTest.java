package org.waymark.gps.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlBinderTest {
    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String yaml) {
        return assertThatThrownBy(() -> Trip.read(yaml)).isInstanceOf(ConfigurationException.class);
    }

    /** The minimal trip with one of its texts exchanged. */
    private static String with(String old, String replacement) {
        assertThat(Trip.MINIMAL).contains(old);
        return Trip.MINIMAL.replace(old, replacement);
    }

    @Test
    void bindsWhatIsSaidAndTakesDefaultsForTheRest() {
        Trip trip = Trip.read(Trip.MINIMAL);
        assertThat(trip.vehicle()).isEqualTo(new Trip.CargoBike(3));
        assertThat(trip.stops()).hasSize(2);
        assertThat(trip.stops().get(0)).isEqualTo(new Trip.Stop("home", 0.5, Optional.empty()));
        assertThat(trip.stops().get(1).hours()).isEqualTo(8);
        assertThat(trip.stops().get(1).shift().orElseThrow()).containsExactly(1, 2);
        assertThat(trip.weights()).containsExactly(1, 2.5e-3);
        assertThat(trip.indices()).containsExactly(0, 4);
        assertThat(trip.note()).isEmpty();
        assertThat(trip.passengers()).isEmpty();
        assertThat(trip.tags()).isEmpty();
        assertThat(trip.options()).isEqualTo(Trip.Options.defaults());
        assertThat(trip.seed()).isEqualTo(7);
    }

    @Test
    void bindsOptionalsOfEveryKind() {
        Trip trip = Trip.read(Trip.MINIMAL + "note: slow\npassengers: 2\ntags: [a, b]\n");
        assertThat(trip.note()).contains("slow");
        assertThat(trip.passengers()).contains(2);
        assertThat(trip.tags()).contains(List.of("a", "b"));
        assertThat(Trip.read(Trip.MINIMAL + "note:\npassengers: null\ntags: ~\n"))
                .usingRecursiveComparison()
                .isEqualTo(Trip.read(Trip.MINIMAL));
    }

    @Test
    void aPartOfARecordKeepsTheOtherDefaultsOfTheRecordAroundIt() {
        Trip.Options options =
                Trip.read(Trip.MINIMAL + "options: {limits: {least: 2}}\n").options();
        // 99 is the default of Options; that of Limits itself would be 10.
        assertThat(options.limits()).isEqualTo(new Trip.Limits(2, 99));
        assertThat(options.tolerance()).isEqualTo(1e-5);
        assertThat(options.strictLimits()).contains(new Trip.Limits(3, 4));
        options = Trip.read(Trip.MINIMAL + "options: {strictLimits: {least: 0}}\n")
                .options();
        assertThat(options.strictLimits()).contains(new Trip.Limits(0, 4));
        options = Trip.read(Trip.MINIMAL + "options: {strictLimits: null}\n").options();
        assertThat(options.strictLimits()).isEmpty();
        options = Trip.read(Trip.MINIMAL + "options:\n").options();
        assertThat(options).isEqualTo(Trip.Options.defaults());
    }

    @Test
    void theKeyTypeChoosesAmongTheRecordsOfASealedInterface() {
        Trip trip = Trip.read(with("type: cargo-bike\n  wheels: 3", "type: train\n  fuel: diesel"));
        assertThat(trip.vehicle()).isEqualTo(new Trip.Train(160, Trip.Fuel.DIESEL));
        assertRefused(with("  type: cargo-bike\n", ""))
                .hasMessage("vehicle.type: missing key, expected one of cargo-bike, train (trip.yaml, line 1)");
        assertRefused(with("cargo-bike", "cargobike"))
                .hasMessage("vehicle.type: expected one of cargo-bike, train, found 'cargobike'; did you mean"
                        + " cargo-bike? (trip.yaml, line 2)");
        assertRefused(with("  wheels: 3", "  wheels: 3\n  maxSpeed: 3"))
                .hasMessage("vehicle.maxSpeed: unknown key, did you mean vehicle.maxSpeed?"
                        + " Valid here: type, wheels (trip.yaml, line 4)");
    }

    @Test
    void anUnknownKeyIsAnErrorThatNamesTheNearest() {
        assertRefused(with("    hours: 8", "    huors: 8"))
                .hasMessage("stops.1.huors: unknown key, did you mean stops.1.hours?"
                        + " Valid here: place, hours, shift (trip.yaml, line 7)");
        assertRefused(Trip.MINIMAL + "options:\n  Night: true\n")
                .hasMessageStartingWith("options.Night: unknown key, did you mean options.night?")
                .hasMessageEndingWith("(trip.yaml, line 13)");
        // The right name in the wrong group: its place is named.
        assertRefused(Trip.MINIMAL + "tolerance: 1\n")
                .hasMessageStartingWith("tolerance: unknown key, did you mean options.tolerance? Valid here: vehicle,");
    }

    @Test
    void missingKeysAreNamedTogether() {
        assertRefused("vehicle: {type: train}\nstops: []\nseed: 3\n")
                .hasMessage("weights, indices: missing keys (trip.yaml, line 1)");
        assertRefused(with("    hours: 8\n", "")).hasMessage("stops.1.hours: missing key (trip.yaml, line 6)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wheels: 3   | wheels: three     | vehicle.wheels: expected a whole number, found 'three'           | 3",
                "wheels: 3   | wheels: 3.5       | vehicle.wheels: expected a whole number, found '3.5'             | 3",
                "wheels: 3   | wheels: '3'       | vehicle.wheels: expected a whole number, found the text \"3\"    | 3",
                "wheels: 3   | wheels:           | vehicle.wheels: expected a whole number, found nothing           | 3",
                "wheels: 3   | wheels: 3000000000 | vehicle.wheels: expected a whole number within -2147483648…2147483647, found '3000000000' | 3",
                "hours: 0.5  | hours: fast       | stops.0.hours: expected a number, found 'fast'                   | 5",
                "hours: 0.5  | hours: 1e999      | stops.0.hours: expected a number up to ±1.7976931348623157E308, found '1e999' | 5",
                "hours: 0.5  | hours: 0x10       | stops.0.hours: expected a number, found '0x10'                   | 5",
                "hours: 0.5  | hours: 1d         | stops.0.hours: expected a number, found '1d'                     | 5",
                "hours: 0.5  | hours: [1]        | stops.0.hours: expected a number, found a list                   | 5",
                "[1, 2.5e-3] | [1, true]         | weights.1: expected a number, found 'true'                       | 9",
                "[1, 2.5e-3] | 3                 | weights: expected a list of numbers, found '3'                   | 9",
                "[0, 4]      | [0, 4.5]          | indices.1: expected a whole number, found '4.5'                  | 10",
                "[0, 4]      | {a: 1}            | indices: expected a list of whole numbers, found a group of keys | 10",
                "place: home | place: [home]     | stops.0.place: expected a text, found a list                     | 5",
                "place: home | place: null       | stops.0.place: expected a text, found nothing                    | 5",
                "seed: 7     | seed: 1e3         | seed: expected a whole number, found '1e3'                       | 11",
                "seed: 7     | seed: 9223372036854775808 | seed: expected a whole number within -9223372036854775808…9223372036854775807, found '9223372036854775808' | 11",
            })
    void aValueOfAnotherTypeIsNamedWithItsPlace(String old, String replacement, String message, int line) {
        assertRefused(with(old, replacement)).hasMessage(message + " (trip.yaml, line " + line + ")");
    }

    @Test
    void groupsListsAndChoicesOfAnotherKindAreNamed() {
        assertRefused(Trip.MINIMAL + "options: fast\n")
                .hasMessage("options: expected keys and their values, found 'fast' (trip.yaml, line 12)");
        assertRefused(Trip.MINIMAL + "options: {night: yes}\n")
                .hasMessage("options.night: expected true or false, found 'yes' (trip.yaml, line 12)");
        assertRefused(Trip.MINIMAL + "tags: red\n")
                .hasMessage("tags: expected a list, found 'red' (trip.yaml, line 12)");
        assertRefused(with("type: cargo-bike\n  wheels: 3", "type: train\n  fuel: [diesel]"))
                .hasMessage("vehicle.fuel: expected one of diesel, overhead-line, found a list (trip.yaml, line 3)");
        assertRefused(with("type: cargo-bike\n  wheels: 3", "type: train\n  fuel: DIESEL"))
                .hasMessageContaining("found 'DIESEL'; did you mean diesel?");
    }

    @Test
    void aRecordsRefusalIsReportedAtItsKey() {
        assertRefused(with("wheels: 3", "wheels: 1"))
                .hasMessage("vehicle.wheels: expected ≥ 2, found 1 (trip.yaml, line 3)")
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertRefused(with("    hours: 8", "    hours: .nan"))
                .hasMessage("stops.1.hours: expected ≥ 0, found NaN (trip.yaml, line 7)");
        // The message names its record before its component; the key that is at fault was left out, so its group is
        // named.
        assertRefused(Trip.MINIMAL + "options:\n  limits: {least: 100}\n")
                .hasMessage("options.limits.greatest: expected ≥ least = 100.0, found 99.0 (trip.yaml, line 13)");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-1, -1",
        "+2.5, 2.5",
        ".5, 0.5",
        "3., 3",
        "1e-5, 1e-5",
        "1.5E+3, 1500",
        "-0.0, -0.0",
        ".inf, Infinity",
        "-.inf, -Infinity",
        "007, 7"
    })
    void numbersMayBeWrittenAsYamlWritesThem(String text, double value) {
        assertThat(Trip.read(with("2.5e-3", text)).weights()[1]).isEqualTo(value);
    }

    @Test
    void aTextMayLookLikeSomethingElse() {
        for (String text : List.of("1", "true", "no", "1.50", "2026-01-01", "a: b".replace(": ", ":"))) {
            assertThat(Trip.read(Trip.MINIMAL + "note: " + text + "\n").note()).contains(text);
        }
        assertThat(Trip.read(Trip.MINIMAL + "note: \"\"\n").note()).contains("");
        assertThat(Trip.read(Trip.MINIMAL + "note: 'null'\n").note()).contains("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n\n", "# only a comment\n", "---\n", "~\n"})
    void aDocumentWithNothingInItIsAnError(String text) {
        assertRefused(text)
                .hasMessage("nothing in it, expected the keys vehicle, stops, note, passengers, tags, weights, indices,"
                        + " options, seed (trip.yaml)");
    }

    @Test
    void aDocumentThatIsNoGroupOfKeysIsAnError() {
        assertRefused("- 1\n- 2\n")
                .hasMessageStartingWith("expected the keys vehicle,")
                .hasMessageContaining("a list");
        assertRefused("just words\n").hasMessageContaining("found 'just words' (trip.yaml, line 1)");
    }

    @Test
    void bytesAreReadAsStrictUtf8() {
        byte[] good = (Trip.MINIMAL + "note: größer\n").getBytes(StandardCharsets.UTF_8);
        assertThat(YamlBinder.bind(Trip.class, good, "trip.yaml", List.of()).note())
                .contains("größer");
        byte[] latin = (Trip.MINIMAL + "note: größer\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> YamlBinder.bind(Trip.class, latin, "trip.yaml", List.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected a YAML text in UTF-8, found bytes that are not (trip.yaml)");
    }

    record Unbindable(StringBuilder text) {}

    record UnbindableList(List<float[]> rows) {}

    @Test
    void aComponentOfAnotherTypeIsTheProgrammersMistake() {
        assertThatThrownBy(() -> YamlBinder.bind(Unbindable.class, "text: a", "x.yaml", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("text: a configuration cannot hold a java.lang.StringBuilder");
        assertThatThrownBy(() -> YamlBinder.bind(UnbindableList.class, "rows: [[1]]", "x.yaml", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rows.0: a configuration cannot hold a ");
    }
}
