package org.waymark.gps.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.waymark.gps.algorithm.Variant;
import org.waymark.gps.experiment.ConfigurationException;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentFile;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.experiment.Settings;
import org.waymark.gps.experiment.StartOptions;
import org.waymark.gps.experiment.TaskOptions;

/** A study with all its experiments resolved: the cells that are to be run. */
public final class StudyPlan {
    private final Study study;
    private final List<Cell> cells;

    private StudyPlan(Study study, List<Cell> cells) {
        this.study = study;
        this.cells = List.copyOf(cells);
    }

    /**
     * Resolves the experiments of a study.
     *
     * @param experiments finds an experiment by its name in the study
     * @param last settings that are applied after those of study and variants
     * @param seeds in place of those in the study; those if empty
     * @throws ConfigurationException if settings and experiment, or measures and experiment, do not fit together
     */
    public static StudyPlan of(
            Study study, Function<String, ExperimentFile> experiments, Settings last, Optional<Seeds> seeds) {
        last.requireAbsent("seed", "is one of the study's seeds; give --seeds");
        List<Cell> cells = new ArrayList<>();
        for (StudyVariant variant : study.rows()) {
            String name = variant.experiment().or(study::experiment).orElseThrow();
            ExperimentFile file = experiments.apply(name);
            List<Settings> settings = List.of(study.set(), variant.set(), last);
            Experiment experiment = file.bind(settings);
            requireFit(study, variant, experiment);
            Map<String, Experiment> evaluations = evaluations(study, file, settings);
            for (long seed : seeds.or(variant::seeds).orElse(study.seeds()).all()) {
                Map<String, Experiment> seeded = new LinkedHashMap<>();
                evaluations.forEach((measure, evaluation) -> seeded.put(measure, evaluation.withSeed(seed)));
                cells.add(new Cell(variant, seed, file.name(), experiment.withSeed(seed), seeded));
            }
        }
        return new StudyPlan(study, cells);
    }

    private static Map<String, Experiment> evaluations(Study study, ExperimentFile file, List<Settings> settings) {
        Map<String, Experiment> evaluations = new LinkedHashMap<>();
        for (Measure measure : study.measures()) {
            measure.evaluation().ifPresent(evaluation -> {
                List<Settings> all = new ArrayList<>(settings);
                all.add(evaluation.set());
                evaluation.episodes().ifPresent(count -> all.add(Settings.of(List.of("evaluation.episodes=" + count))));
                evaluations.put(measure.name(), file.bind(all));
            });
        }
        return evaluations;
    }

    private static void requireFit(Study study, StudyVariant variant, Experiment experiment) {
        String of = " of '" + variant.name() + "'";
        int iterations = experiment.algorithm().iterations();
        for (Measure measure : study.measures()) {
            String place = "measure '" + measure.name() + "': ";
            if (measure.needsPolicy() && experiment.algorithm().name() == Variant.LOCAL_ONLY) {
                throw new ConfigurationException(place + "the runs" + of + " are local-only and train no policy");
            }
            measure.metric().ifPresent(metric -> requireCluster(place, metric, experiment.task()));
            int least = measure.metric().isPresent() ? measure.reduction().leastIterations() : 1;
            if (least > iterations) {
                throw new ConfigurationException(
                        place + "the runs" + of + " have " + iterations + " iterations, expected at least " + least);
            }
        }
        if (study.drawing() instanceof PlotOptions.Curve curve) {
            if (Measure.isOfPolicy(curve.metric()) && experiment.algorithm().name() == Variant.LOCAL_ONLY) {
                throw new ConfigurationException(
                        "plot: the runs" + of + " are local-only and have no " + curve.metric());
            }
            requireCluster("plot: ", curve.metric(), experiment.task());
            if (curve.from() > iterations) {
                throw new ConfigurationException(
                        "plot: begins with iteration " + curve.from() + ", but the runs" + of + " have " + iterations);
            }
        }
    }

    /**
     * Builds a task of each variant, as a run would, and closes it.
     *
     * @throws IllegalArgumentException if an experiment does not fit its plant, as when a state has another size
     */
    public void tryTasks() {
        Map<StudyVariant, Cell> first = new LinkedHashMap<>();
        cells.forEach(cell -> first.putIfAbsent(cell.variant(), cell));
        first.forEach((variant, cell) -> {
            try {
                ExperimentTask.build(cell.experiment()).close();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("variant '" + variant.name() + "': " + e.getMessage(), e);
            }
            cell.evaluations().forEach((measure, evaluation) -> tryEvaluation(variant, measure, evaluation));
        });
    }

    private static void tryEvaluation(StudyVariant variant, String measure, Experiment evaluation) {
        try {
            ExperimentTask.build(evaluation).close();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "variant '" + variant.name() + "', measure '" + measure + "': " + e.getMessage(), e);
        }
    }

    private static void requireCluster(String place, String metric, TaskOptions task) {
        int clusters = task.starts() instanceof StartOptions.Listed listed
                ? listed.states().size()
                : ((StartOptions.Drawn) task.starts()).clusters();
        OptionalInt cluster = Measure.cluster(metric);
        if (cluster.isPresent() && cluster.getAsInt() >= clusters) {
            throw new ConfigurationException(place + "there is no " + metric + ", for the experiment has " + clusters
                    + (clusters == 1 ? " cluster" : " clusters") + ", counted from 0");
        }
    }

    /** The metrics that measures and plot are made of. */
    List<String> metrics() {
        Stream<String> drawn =
                study.drawing() instanceof PlotOptions.Curve curve ? Stream.of(curve.metric()) : Stream.of();
        return Stream.concat(study.measures().stream().flatMap(measure -> measure.metric().stream()), drawn)
                .distinct()
                .toList();
    }

    public Study study() {
        return study;
    }

    /** In the order of the table, the seeds of a variant one after the other. */
    List<Cell> cells() {
        return cells;
    }

    /** How many runs there are. */
    public int size() {
        return cells.size();
    }
}
