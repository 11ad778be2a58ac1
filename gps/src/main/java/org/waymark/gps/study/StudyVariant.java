package org.waymark.gps.study;

import java.util.Optional;
import java.util.regex.Pattern;
import org.waymark.gps.experiment.Settings;

/**
 * One row of a study's table.
 *
 * @param name what the table calls it; its runs are in a folder of this name
 * @param experiment in place of the study's
 * @param set values put in place of the experiment's, after those of the study
 * @param seeds in place of the study's
 */
public record StudyVariant(String name, Optional<String> experiment, Settings set, Optional<Seeds> seeds) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N} ._=+,-]*[\\p{L}\\p{N}])?");

    public StudyVariant {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name: expected letters, digits, spaces and . _ = + , - between them (it becomes a folder), found '"
                            + name + "'");
        }
        set.requireAbsent("seed", "is one of the study's seeds; say seeds beside set");
    }

    /** The name of its folder. */
    String folder() {
        return name.replace(' ', '-');
    }
}
