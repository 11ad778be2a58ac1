package org.waymark.gps.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordWriterTest {
    @Test
    void writesReadableYaml() {
        assertThat(YamlBinder.write(Trip.read(Trip.MINIMAL + "tags: [a, b c]\noptions: {strictLimits: }\n")))
                .isEqualTo(
                        """
                        vehicle:
                          type: cargo-bike
                          wheels: 3
                        stops:
                        - place: home
                          hours: 0.5
                        - place: work
                          hours: 8.0
                          shift: [1.0, 2.0]
                        tags: [a, "b c"]
                        weights: [1.0, 0.0025]
                        indices: [0, 4]
                        options:
                          night: false
                          tolerance: 1.0E-5
                          limits:
                            least: 1.0
                            greatest: 99.0
                          strictLimits: null
                        seed: 7
                        """);
    }

    private static void assertReadsBack(Trip trip) {
        assertThat(Trip.read(YamlBinder.write(trip)))
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                .isEqualTo(trip);
    }

    @Property(tries = 200, seed = "51")
    void whatIsWrittenReadsBackEqual(@ForAll("trips") Trip trip) {
        assertReadsBack(trip);
    }

    @Provide
    Arbitrary<Trip> trips() {
        Arbitrary<Double> number = Arbitraries.doubles();
        Arbitrary<double[]> numbers = number.array(double[].class).ofMaxSize(4);
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(12);
        Arbitrary<Trip.Vehicle> vehicle = Arbitraries.oneOf(
                Arbitraries.integers().between(2, 9).map(Trip.CargoBike::new),
                Combinators.combine(number, Arbitraries.of(Trip.Fuel.class)).as(Trip.Train::new));
        Arbitrary<Trip.Stop> stop = Combinators.combine(
                        text, Arbitraries.doubles().greaterOrEqual(0), numbers.optional())
                .as(Trip.Stop::new);
        Arbitrary<Trip.Limits> limits =
                Combinators.combine(number, number).as((a, b) -> new Trip.Limits(Math.min(a, b), Math.max(a, b)));
        Arbitrary<Trip.Options> options = Combinators.combine(
                        Arbitraries.of(true, false), number, limits, limits.optional())
                .as(Trip.Options::new);
        Arbitrary<Optional<Integer>> passengers = Arbitraries.integers().optional();
        Arbitrary<int[]> indices = Arbitraries.integers().array(int[].class).ofMaxSize(3);
        return Combinators.combine(
                        vehicle,
                        stop.list().ofMaxSize(3),
                        text.optional(),
                        passengers,
                        text.list().ofMaxSize(3).optional(),
                        numbers,
                        indices,
                        options)
                .flatAs((a, b, c, d, e, f, g, h) ->
                        Arbitraries.longs().map(seed -> new Trip(a, b, c, d, e, f, g, h, seed)));
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0.1,
                -0.0,
                1e-320,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                2.0 / 3,
                1e22,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.NaN
            })
    void numbersReadBackToTheLastBit(double value) {
        Trip trip = Trip.read(Trip.MINIMAL);
        double[] weights = {value};
        Trip written = new Trip(
                trip.vehicle(),
                trip.stops(),
                trip.note(),
                trip.passengers(),
                trip.tags(),
                weights,
                trip.indices(),
                trip.options(),
                trip.seed());
        assertThat(Double.doubleToRawLongBits(
                        Trip.read(YamlBinder.write(written)).weights()[0]))
                .isEqualTo(Double.doubleToRawLongBits(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "~",
                "true",
                "1",
                "-",
                "a: b",
                "# no comment",
                "\"quoted\"",
                "it's",
                "two\nlines\n",
                "tab\there",
                "\u0000\u0007\u007f\u0085\u2028",
                "größer ≤ 😀",
                "C:\\models\\arm.xml",
                "../shared/models/arm.xml",
                "[1]",
                "*a",
                "&a",
                "!t",
                "%",
                "@",
                "`",
                "\uFEFF"
            })
    void textsReadBackAsTheyAre(String text) {
        Trip trip = Trip.read(Trip.MINIMAL);
        assertReadsBack(new Trip(
                trip.vehicle(),
                trip.stops(),
                Optional.of(text),
                trip.passengers(),
                Optional.of(List.of(text, text)),
                trip.weights(),
                trip.indices(),
                trip.options(),
                trip.seed()));
    }

    record Unwritable(StringBuilder text) {}

    @Test
    void aComponentOfAnotherTypeIsTheProgrammersMistake() {
        assertThatThrownBy(() -> YamlBinder.write(new Unwritable(new StringBuilder())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("text: a configuration cannot hold a java.lang.StringBuilder");
    }
}
