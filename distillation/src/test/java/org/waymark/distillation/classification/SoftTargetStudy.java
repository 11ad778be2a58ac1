package org.waymark.distillation.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tables of the documentation, left in target/supervised.md; a minute or two. */
@Tag("study")
class SoftTargetStudy {
    private static final int SEEDS = 5;
    private static final int LEFT_OUT = 3;
    private static final ClassifierOptions LARGE = ClassifierOptions.defaults()
            .withHidden(80, 80)
            .withSteps(3000)
            .withLearningRate(2e-3, 0.02)
            .withWeightDecay(1e-4)
            .withWhiteningFloor(0.1);
    private static final ClassifierOptions SMALL =
            ClassifierOptions.defaults().withHidden(24).withSteps(3000).withWhiteningFloor(0.1);

    /** Per cent, by row of the table, one for each seed. */
    private final Map<String, double[]> table = new LinkedHashMap<>();

    /** What one seed learns from and is judged by. */
    private record Sets(LabelledData train, LabelledData shifted, LabelledData validation, LabelledData test) {
        static Sets of(int seed) {
            LabelledData train = Glyphs.draw(3000, 10L * seed);
            return new Sets(
                    train,
                    Glyphs.withShiftedCopies(train, 4, seed),
                    Glyphs.draw(1000, 10L * seed + 1),
                    Glyphs.draw(5000, 10L * seed + 2));
        }
    }

    @Test
    void softTargetsTeachMoreThanLabels() throws IOException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Sets sets = Sets.of(seed);
            Classifier teacher = teacher(sets, seed);
            students(teacher, sets, seed);
            withoutAClass(teacher, sets, seed);
        }
        write();
        double[] large = table.get("teacher, three networks of 80, 80: error");
        double[] hard = table.get("student, hard labels: error");
        double[] soft = table.get("student, soft targets, T = 4: error");
        for (int s = 0; s < SEEDS; s++) {
            assertThat(soft[s]).isStrictlyBetween(large[s], hard[s]);
        }
        assertThat(mean("student, soft targets without the digit 3, its logit shifted: recognised 3s"))
                .isGreaterThan(50);
    }

    private Classifier teacher(Sets sets, int seed) {
        List<NetworkClassifier> members = IntStream.range(0, 3)
                .mapToObj(k -> new ClassifierTrainer(LARGE)
                        .train(sets.shifted, 100L * seed + k)
                        .classifier())
                .toList();
        Classifier teacher = new ClassifierEnsemble(members);
        put("teacher, three networks of 80, 80: error", seed, error(teacher, sets.test));
        put("the first of these networks: error", seed, error(members.get(0), sets.test));
        put("teacher: recognised 3s", seed, recognised(teacher, sets.test));
        return teacher;
    }

    private void students(Classifier teacher, Sets sets, int seed) {
        ClassifierTrainer trainer = new ClassifierTrainer(SMALL);
        ClassifierTrainer decayed = new ClassifierTrainer(SMALL.withWeightDecay(3e-3));
        hard("student, hard labels: error", trainer, sets.train, sets.test, seed);
        hard("student, hard labels, weight decay 0.003: error", decayed, sets.train, sets.test, seed);
        hard("student, hard labels, with the shifted copies: error", trainer, sets.shifted, sets.test, seed);
        for (double temperature : new double[] {1, 2, 4, 8, 20}) {
            String name = String.format(Locale.ROOT, "student, soft targets, T = %.0f: error", temperature);
            soft(name, teacher, new SoftTargetLoss(temperature, 0, true), sets.train, sets.test, seed);
        }
        SoftTargetLoss mixed = new SoftTargetLoss(4, 0.2, true);
        soft("student, soft targets, T = 4, h = 0.2: error", teacher, mixed, sets.train, sets.test, seed);
        SoftTargetLoss hot = new SoftTargetLoss(4, 0, true);
        String copies = "student, soft targets, T = 4, with the shifted copies: error";
        soft(copies, teacher, hot, sets.shifted, sets.test, seed);
    }

    private void hard(String name, ClassifierTrainer trainer, LabelledData train, LabelledData test, int seed) {
        put(name, seed, error(trainer.train(train, seed).classifier(), test));
    }

    private void soft(
            String name, Classifier teacher, SoftTargetLoss loss, LabelledData train, LabelledData test, int seed) {
        put(
                name,
                seed,
                error(
                        new ClassifierTrainer(SMALL)
                                .distill(teacher, train, loss, seed)
                                .classifier(),
                        test));
    }

    private void withoutAClass(Classifier teacher, Sets sets, int seed) {
        ClassifierTrainer trainer = new ClassifierTrainer(SMALL);
        LabelledData transfer = sets.train.without(LEFT_OUT);
        NetworkClassifier hard = trainer.train(transfer, seed).classifier();
        put("student, hard labels without the digit 3: error", seed, error(hard, sets.test));
        put("student, hard labels without the digit 3: recognised 3s", seed, recognised(hard, sets.test));
        NetworkClassifier soft = trainer.distill(teacher, transfer, new SoftTargetLoss(4, 0, true), seed)
                .classifier();
        put("student, soft targets without the digit 3: error", seed, error(soft, sets.test));
        put("student, soft targets without the digit 3: recognised 3s", seed, recognised(soft, sets.test));
        double shift = bestShift(soft, sets.validation);
        NetworkClassifier shifted = soft.withShiftedLogit(LEFT_OUT, shift);
        put("student, soft targets without the digit 3, its logit shifted: error", seed, error(shifted, sets.test));
        put(
                "student, soft targets without the digit 3, its logit shifted: recognised 3s",
                seed,
                recognised(shifted, sets.test));
        put("the shift, in nats", seed, shift);
    }

    /** Of 0, 0.25, … 6 the least that errs least on examples apart from those of the test. */
    private static double bestShift(NetworkClassifier student, LabelledData validation) {
        return IntStream.rangeClosed(0, 24)
                .mapToObj(k -> 0.25 * k)
                .min((a, b) -> Double.compare(
                        error(student.withShiftedLogit(LEFT_OUT, a), validation),
                        error(student.withShiftedLogit(LEFT_OUT, b), validation)))
                .orElseThrow();
    }

    private static double error(Classifier classifier, LabelledData data) {
        return 100 * ClassificationScore.of(classifier, data).errorRate();
    }

    private static double recognised(Classifier classifier, LabelledData data) {
        return 100 * ClassificationScore.of(classifier, data).recall(LEFT_OUT);
    }

    private void put(String name, int seed, double value) {
        table.computeIfAbsent(name, n -> new double[SEEDS])[seed - 1] = value;
    }

    private double mean(String name) {
        return DoubleStream.of(table.get(name)).average().orElseThrow();
    }

    private void write() throws IOException {
        List<String> lines = new ArrayList<>(List.of("| what, % | mean | seeds 1–5 |", "|---|---|---|"));
        table.forEach((name, values) -> lines.add(String.format(
                Locale.ROOT,
                "| %s | %.2f | %s |",
                name,
                mean(name),
                String.join(
                        ", ",
                        DoubleStream.of(values)
                                .mapToObj(v -> String.format(Locale.ROOT, "%.2f", v))
                                .toList()))));
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "supervised.md"), lines);
    }
}
