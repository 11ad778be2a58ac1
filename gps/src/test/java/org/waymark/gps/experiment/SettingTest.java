package org.waymark.gps.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class SettingTest {
    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String override) {
        return assertThatThrownBy(() -> Trip.read(Trip.MINIMAL, override)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void replacesAValueOfTheFile() {
        assertThat(Trip.read(Trip.MINIMAL, "seed=12").seed()).isEqualTo(12);
        assertThat(Trip.read(Trip.MINIMAL, "vehicle.wheels = 5").vehicle()).isEqualTo(new Trip.CargoBike(5));
        assertThat(Trip.read(Trip.MINIMAL, "weights=[3]").weights()).containsExactly(3);
        assertThat(Trip.read(Trip.MINIMAL, "vehicle={type: train, fuel: diesel}")
                        .vehicle())
                .isEqualTo(new Trip.Train(160, Trip.Fuel.DIESEL));
    }

    @Test
    void addsAValueThatTheFileDoesNotGive() {
        assertThat(Trip.read(Trip.MINIMAL, "note=../a=b/c.xml").note()).contains("../a=b/c.xml");
        assertThat(Trip.read(Trip.MINIMAL, "options.limits.least=-1").options().limits())
                .isEqualTo(new Trip.Limits(-1, 99));
        assertThat(Trip.read(Trip.MINIMAL + "note: x\n", "note=").note()).isEmpty();
    }

    @Test
    void reachesElementsOfListsByTheirIndex() {
        Trip trip = Trip.read(Trip.MINIMAL, "stops.1.shift.0=9", "weights.1=4", "indices.0=-2", "stops.0.place=here");
        assertThat(trip.stops().get(1).shift().orElseThrow()).containsExactly(9, 2);
        assertThat(trip.weights()).containsExactly(1, 4);
        assertThat(trip.indices()).containsExactly(-2, 4);
        assertThat(trip.stops().get(0).place()).isEqualTo("here");
    }

    @Test
    void theLastOfSeveralWins() {
        assertThat(Trip.read(Trip.MINIMAL, "seed=1", "seed=2").seed()).isEqualTo(2);
        Trip trip = Trip.read(Trip.MINIMAL, "options={night: true}", "options.tolerance=0.5");
        assertThat(trip.options().night()).isTrue();
        assertThat(trip.options().tolerance()).isEqualTo(0.5);
    }

    @Test
    void anAliasedListIsSetInOnePlaceOnly() {
        String yaml =
                Trip.MINIMAL.replace("weights: [1, 2.5e-3]", "weights: *shift").replace("[1, 2]", "&shift [1, 2]");
        Trip trip = Trip.read(yaml, "weights.0=5");
        assertThat(trip.weights()).containsExactly(5, 2);
        assertThat(trip.stops().get(1).shift().orElseThrow()).containsExactly(1, 2);
    }

    @Test
    void aPathThatDoesNotExistIsAnErrorThatNamesTheNearest() {
        assertRefused("vehicle.wheel=3")
                .hasMessage("vehicle.wheel: unknown key, did you mean vehicle.wheels? Valid here: type, wheels"
                        + " (--set vehicle.wheel=3)");
        assertRefused("tolerance=3")
                .hasMessageStartingWith("tolerance: unknown key, did you mean options.tolerance?")
                .hasMessageEndingWith("(--set tolerance=3)");
        assertRefused("option.night=true").hasMessageStartingWith("option: unknown key, did you mean options?");
        assertRefused("options.limit.least=1")
                .hasMessageStartingWith("options.limit: unknown key, did you mean options.limits?");
    }

    @Test
    void anIndexOutsideTheListIsAnError() {
        assertRefused("stops.2.hours=1")
                .hasMessage("stops.2: expected an index of the list stops, 0…1, found '2' (--set stops.2.hours=1)");
        assertRefused("stops.first.hours=1").hasMessageContaining("0…1, found 'first'");
        assertRefused("stops.99999999999.hours=1").hasMessageContaining("0…1, found '99999999999'");
        assertThatThrownBy(() -> Trip.read(Trip.MINIMAL, "weights=[]", "weights.0=1"))
                .hasMessage("weights.0: expected an index of the list weights, which is empty, found '0'"
                        + " (--set weights.0=1)");
        assertRefused("tags.0=a")
                .hasMessage("tags.0: the file does not give the list tags; set the list as a whole (--set tags.0=a)");
    }

    @Test
    void thereIsNothingInsideASingleValue() {
        assertRefused("seed.high=1")
                .hasMessage("seed.high: there is nothing inside seed, a single value (--set seed.high=1)");
        assertRefused("note.text=1").hasMessage("note: expected a text, found a group of keys (--set note.text=1)");
    }

    @Test
    void aBadValueIsNamedWithItsOverride() {
        assertRefused("seed=soon").hasMessage("seed: expected a whole number, found 'soon' (--set seed=soon)");
        assertRefused("vehicle.wheels=1").hasMessage("vehicle.wheels: expected ≥ 2, found 1 (--set vehicle.wheels=1)");
        assertRefused("weights=[1").hasMessageStartingWith("not valid YAML").hasMessageContaining("(--set weights=[1");
        assertRefused("seed=").hasMessage("seed: expected a whole number, found nothing (--set seed=)");
    }

    @Test
    void anOverrideIsAPathAndAValue() {
        assertRefused("seed").hasMessage("expected path=value, for example algorithm.iterations=5 (--set seed)");
        assertRefused("=3").hasMessage("expected names joined by dots before '=' (--set =3)");
        assertRefused("options..night=true").hasMessageStartingWith("expected names joined by dots");
    }
}
