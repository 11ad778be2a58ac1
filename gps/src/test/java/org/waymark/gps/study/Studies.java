package org.waymark.gps.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.waymark.gps.experiment.ExperimentFile;
import org.waymark.gps.experiment.Settings;
import org.waymark.gps.experiment.YamlBinder;
import org.waymark.gps.run.Tiny;

/** Studies of the experiment that takes a moment. */
final class Studies {
    static final String SMALL =
            """
            study: small
            about: Two couplings on a point mass.
            experiment: tiny
            seeds: 2
            variants:
              - name: mirror descent
              - name: badmm
                set: {algorithm.name: badmm}
            measures:
              - name: last policy cost
                metric: policy/cost
              - name: rollouts to 9
                metric: policy/cost
                reduce: rollouts to <= 9
              - name: success of the last policy
                evaluation: {policy: last, episodes: 3}
            """;

    private Studies() {}

    static Study read(String yaml) {
        return YamlBinder.bind(Study.class, yaml, "study.yaml", List.of());
    }

    static StudyPlan plan(String yaml, String... settings) {
        return StudyPlan.of(read(yaml), Studies::experiment, Settings.of(List.of(settings)), Optional.empty());
    }

    static ExperimentFile experiment(String name) {
        return new ExperimentFile(name, Tiny.text(), name + ".yaml", Path.of(""));
    }
}
