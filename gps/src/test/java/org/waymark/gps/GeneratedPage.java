package org.waymark.gps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation that the code writes: with {@code -Dwaymark.docs.write=true} it does, otherwise the page must be up to date. */
public final class GeneratedPage {
    private GeneratedPage() {}

    public static void check(String name, String text) throws IOException {
        Path page = Path.of("docs", name);
        if (Boolean.getBoolean("waymark.docs.write")) {
            Files.writeString(page, text);
        }
        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as(page + " is out of date: mvn -pl gps -am test -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dtest='*PageTest' -Dwaymark.docs.write=true")
                .isEqualTo(text);
    }
}
