package org.waymark.gps.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.waymark.distillation.PolicyOptions;
import org.waymark.dynamics.DynamicsOptions;
import org.waymark.dynamics.PolicyLinearizerOptions;
import org.waymark.gps.algorithm.ConstrainedOptions;
import org.waymark.gps.algorithm.Pi2Options;
import org.waymark.gps.algorithm.PilqrOptions;
import org.waymark.gps.algorithm.Teacher;
import org.waymark.sim.ExplorationNoise;

class BuiltInExperimentTest {
    @Test
    void everyExperimentThatIsThereIsListed() throws IOException, URISyntaxException {
        assertThat(BuiltInExperimentsTest.experiments())
                .extracting(file -> file.getFileName().toString().replace(".yaml", ""))
                .containsExactlyInAnyOrderElementsOf(BuiltInExperiment.NAMES);
    }

    @Test
    void everyExperimentSaysInALineWhatItIs() {
        assertThat(BuiltInExperiment.all()).allSatisfy(one -> {
            assertThat(one.text()).startsWith("# ");
            assertThat(one.description()).hasSizeBetween(20, 120).endsWith(".");
        });
    }

    @Test
    void nearestForgivesMisspelling() {
        assertThat(BuiltInExperiment.nearest("arm-raech")).isEqualTo("arm-reach");
        assertThat(BuiltInExperiment.named("arm-raech")).isEmpty();
        assertThat(BuiltInExperiment.named("template/experiment")).isEmpty();
    }

    private static Experiment template() {
        return YamlBinder.bind(Experiment.class, BuiltInExperiment.template(), "experiment.yaml", List.of());
    }

    @Test
    void theTemplateShowsTheDefaults() {
        Experiment shown = template();
        assertThat(shown.exploration()).isEqualTo(ExplorationNoise.defaults());
        assertThat(shown.dynamics()).isEqualTo(DynamicsOptions.defaults());
        assertThat(shown.policyLinearization()).isEqualTo(PolicyLinearizerOptions.defaults());
        assertThat(shown.policy()).usingRecursiveComparison().isEqualTo(PolicyOptions.defaults());
        assertThat(shown.algorithm().teacher()).isEqualTo(Teacher.LQR);
        assertThat(shown.algorithm().pi2()).isEqualTo(Pi2Options.defaults());
        assertThat(shown.algorithm().pilqr()).isEqualTo(PilqrOptions.defaults());
        assertThat(shown.algorithm().constrained()).isEqualTo(ConstrainedOptions.defaults());
        assertThat(shown.evaluation()).isEqualTo(EvaluationOptions.defaults());
        assertThat(shown.initialController())
                .usingRecursiveComparison()
                .isEqualTo(InitialControllerOptions.LqrGuess.defaults());
    }

    @Test
    void theTemplateHasEveryKey() {
        assertThat(BuiltInExperiment.template()).doesNotContain("@");
        Matcher keys = Pattern.compile("(?m)^[\\s-]*(\\w+):").matcher(YamlBinder.write(template()));
        while (keys.find()) {
            assertThat(BuiltInExperiment.template()).containsPattern("(?m)^[\\s-]*" + keys.group(1) + ":");
        }
        assertThat(BuiltInExperiment.template())
                .contains("model:", "substeps:", "sites:", "offsetBody:", "penalty:", "timing:");
    }
}
