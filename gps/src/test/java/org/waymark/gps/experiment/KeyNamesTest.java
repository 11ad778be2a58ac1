package org.waymark.gps.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waymark.sim.NearestName;

class KeyNamesTest {
    private record LqrGuess() {}

    private record Pi2() {}

    @Test
    void namesAreWrittenInKebabCase() {
        assertThat(KeyNames.kebab(LqrGuess.class)).isEqualTo("lqr-guess");
        assertThat(KeyNames.kebab(Pi2.class)).isEqualTo("pi2");
    }

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "klStep, klstep, 0", "'', abc, 3", "flaw, lawn, 2", "iterations, itertions, 1"})
    void theDistanceCountsEdits(String a, String b, int edits) {
        assertThat(NearestName.distance(a, b)).isEqualTo(edits);
    }

    @Property(tries = 200, seed = "61")
    void theDistanceIsAMetric(
            @ForAll @AlphaChars @StringLength(max = 6) String a,
            @ForAll @AlphaChars @StringLength(max = 6) String b,
            @ForAll @AlphaChars @StringLength(max = 6) String c) {
        assertThat(NearestName.distance(a, a)).isZero();
        assertThat(NearestName.distance(a, b)).isEqualTo(NearestName.distance(b, a));
        assertThat(NearestName.distance(a, c))
                .isLessThanOrEqualTo(NearestName.distance(a, b) + NearestName.distance(b, c));
    }

    @Test
    void aMisspellingHereIsNearerThanTheSameNameElsewhere() {
        KeyNames names = new KeyNames(Trip.class);
        // "greatest" is a key of options.limits; at a place where "greates" is valid, one letter is missing.
        assertThat(names.meant("here", "greatest", List.of("least", "greates"))).isEqualTo("here.greates");
        assertThat(names.meant("here", "greatest", List.of("a", "b"))).isEqualTo("options.limits.greatest");
        assertThat(names.meant("here", "nothingLikeIt", List.of("a", "nothing")))
                .isEqualTo("here.nothing");
        assertThat(names.meant("", "sede", List.of("seed"))).isEqualTo("seed");
        assertThat(names.meant("", "hours", List.of("seed", "stops"))).isEqualTo("stops.0.hours");
    }
}
