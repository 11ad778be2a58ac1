package org.waymark.sim;

import java.util.Locale;

/** How constants are written in files, commands and messages. */
public final class WrittenName {
    private WrittenName() {}

    /** {@code MIRROR_DESCENT} is written {@code mirror-descent}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
