package org.waymark.gps.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are not what they should be; none may do worse than a clear refusal. */
class YamlParserTest {
    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String text) {
        return assertThatThrownBy(() -> YamlParser.document(text, "x.yaml")).isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: [1, 2\nb: 3\n",
                "a: 1\n b: 2\n",
                "a: b: c\n",
                "\ta: 1\n",
                "a: \"open\n",
                "a: *nowhere\n",
                "{a: 1}}\n",
                "%YAML 9.9\n---\na: 1\n",
                "a: 1\n---\nb: 2\n",
                "? [1, 2]\n: 3\n",
                "a: @b\n"
            })
    void whatIsNotYamlIsRefusedWithItsPlace(String text) {
        assertRefused(text).hasMessageContaining("(x.yaml");
    }

    @Test
    void theLineOfASyntaxErrorIsNamed() {
        assertRefused("a: 1\nb: c: d\n")
                .hasMessage("not valid YAML: mapping values are not allowed here (x.yaml, line 2)");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        assertRefused("a: 1\nb:\n  c: 1\n  c: 1\n")
                .hasMessage("the key 'c' stands here a second time (x.yaml, line 4)");
        assertRefused("{a: 1, b: 2, a: 1}").hasMessageContaining("'a' stands here a second time");
    }

    @Test
    void aKeyThatIsNoNameIsRefused() {
        assertRefused("? {a: 1}\n: 3\n").hasMessage("expected a name as key, found a list or group (x.yaml, line 1)");
    }

    @Test
    void controlCharactersAreRefused() {
        assertRefused("a: 1\nb: \u0000\n")
                .hasMessage("expected a YAML text, found the control character 0x00 (x.yaml, line 2)");
        assertRefused("\u007fELF\u0002\u0001").hasMessageContaining("0x02");
    }

    @Test
    void aByteOrderMarkAndWindowsLinesAreHarmless() {
        assertThat(YamlParser.document("\uFEFFa: 1\r\nb: 2\r\n", "x.yaml").orElseThrow())
                .isEqualTo(YamlParser.document("a: 1\nb: 2\n", "x.yaml").orElseThrow());
    }

    @Test
    void anAliasStandsForItsValue() {
        Yaml.Keys keys = (Yaml.Keys)
                YamlParser.document("a: &here [1, 2]\nb: *here\n", "x.yaml").orElseThrow();
        Yaml.Items b = (Yaml.Items) keys.values().get("b");
        assertThat(b.values()).isEqualTo(((Yaml.Items) keys.values().get("a")).values());
    }

    /** Nine levels of nine aliases each: half a kilobyte that stands for 9⁹ values. */
    @Test
    void aliasesThatMultiplyAreRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + String.join(", ", Collections.nCopies(9, alias)))
                    .append("]\n");
        }
        assertRefused(bomb.toString()).hasMessage("more than 100000 values once its aliases are written out (x.yaml)");
    }

    @Test
    void aliasesOfThemselvesAndDeepNestingAreRefused() {
        assertRefused("a: &a [*a]\n").hasMessageStartingWith("nested deeper than 50 levels");
        assertRefused("[".repeat(100_000)).hasMessageContaining("(x.yaml");
        assertRefused("[".repeat(60) + "]".repeat(60)).hasMessage("nested deeper than 50 levels (x.yaml, line 1)");
        assertRefused("{a: ".repeat(60) + "}".repeat(60)).hasMessageStartingWith("nested deeper than 50 levels");
    }

    @Test
    void aDocumentBeyondTheSizeLimitIsRefused() {
        assertRefused("a: " + "x".repeat(1_000_000))
                .hasMessage("expected a YAML text of at most 1000000 characters, found 1000003 (x.yaml)");
    }
}
