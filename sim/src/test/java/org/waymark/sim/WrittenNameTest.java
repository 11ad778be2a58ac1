package org.waymark.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WrittenNameTest {
    @Test
    void wordsAreJoinedByHyphensWhateverTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(WrittenName.of(ChronoUnit.HALF_DAYS)).isEqualTo("half-days");
            assertThat(WrittenName.of(ChronoUnit.MINUTES)).isEqualTo("minutes");
        } finally {
            Locale.setDefault(before);
        }
    }
}
