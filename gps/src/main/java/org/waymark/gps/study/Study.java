package org.waymark.gps.study;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.waymark.gps.experiment.Settings;

/**
 * A study, as a study file states it: the same measures on several variants of an experiment, with several seeds each.
 *
 * @param study its name
 * @param about what it is to show, in a line
 * @param experiment a built-in experiment, or a file, seen from the study's folder; may be left out if every variant names one
 * @param set values put in place of the experiment's, for all variants
 * @param seeds a list of them, or how many, counted from 1
 * @param variants the rows of the table; a single one with the name of the study if left out
 * @param measures what is measured on each run
 * @param plot what is drawn; the first measure if left out
 */
public record Study(
        String study,
        String about,
        Optional<String> experiment,
        Settings set,
        Seeds seeds,
        Optional<List<StudyVariant>> variants,
        List<Measure> measures,
        Optional<PlotOptions> plot) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N}._-]*[\\p{L}\\p{N}])?");

    public Study {
        if (!NAME.matcher(study).matches()) {
            throw new IllegalArgumentException(
                    "study: expected letters, digits and . _ - between them (it becomes a folder), found '" + study
                            + "'");
        }
        set.requireAbsent("seed", "is one of the study's seeds; say seeds beside set");
        measures = List.copyOf(measures);
        if (measures.isEmpty()) {
            throw new IllegalArgumentException("measures: expected at least one");
        }
        requireDistinct("measures", measures.stream().map(Measure::name).toList());
        if (variants.isPresent()) {
            variants = Optional.of(List.copyOf(variants.get()));
            requireVariants(variants.get(), experiment);
        } else if (experiment.isEmpty()) {
            throw new IllegalArgumentException("experiment: missing, and there are no variants that name one");
        }
        if (plot.isPresent() && plot.get() instanceof PlotOptions.Points points) {
            List<String> names = measures.stream().map(Measure::name).toList();
            if (!names.contains(points.measure())) {
                throw new IllegalArgumentException("plot: there is no measure '" + points.measure()
                        + "', expected one of " + String.join(", ", names));
            }
        }
    }

    private static void requireVariants(List<StudyVariant> variants, Optional<String> experiment) {
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("variants: expected at least one, or leave the key out");
        }
        requireDistinct("variants", variants.stream().map(StudyVariant::folder).toList());
        for (int i = 0; i < variants.size(); i++) {
            if (experiment.isEmpty() && variants.get(i).experiment().isEmpty()) {
                throw new IllegalArgumentException(
                        "variants[" + i + "]: names no experiment, and neither does the study");
            }
        }
    }

    private static void requireDistinct(String key, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (!seen.add(names.get(i).toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(key + "[" + i + "]: the name '" + names.get(i) + "' is there twice");
            }
        }
    }

    /**
     * The same study, with relative models in its settings looked for in a folder.
     *
     * @param folder of the study's file
     */
    public Study inFolder(Path folder) {
        return new Study(
                study,
                about,
                experiment,
                set.in(folder),
                seeds,
                variants.map(all -> all.stream()
                        .map(one -> new StudyVariant(
                                one.name(), one.experiment(), one.set().in(folder), one.seeds()))
                        .toList()),
                measures.stream().map(measure -> measure.inFolder(folder)).toList(),
                plot);
    }

    /** The rows of the table. */
    List<StudyVariant> rows() {
        return variants.orElseGet(
                () -> List.of(new StudyVariant(study, Optional.empty(), Settings.none(), Optional.empty())));
    }

    /** What is drawn. */
    PlotOptions drawing() {
        Measure first = measures.get(0);
        return plot.orElseGet(() -> first.metric()
                .<PlotOptions>map(metric -> new PlotOptions.Curve(metric, PlotOptions.Band.RANGE, Effort.ITERATION, 1))
                .orElseGet(() -> new PlotOptions.Points(first.name())));
    }
}
