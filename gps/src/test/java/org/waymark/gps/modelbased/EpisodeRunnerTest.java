package org.waymark.gps.modelbased;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.learner.BinaryReader;
import org.waymark.gps.learner.BinaryWriter;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RandomStreams;

class EpisodeRunnerTest {
    private static final EpisodeActor HALF_UP = (x, o, t, random, u) -> u[0] = 0.5;

    private static List<Episode> run(Task task, int iteration, long steps, EpisodeActor actor) {
        try (EpisodeRunner runner = new EpisodeRunner(task, 7)) {
            return runner.run(iteration, steps, actor);
        }
    }

    @Test
    void episodesAreWholeAndThereAreEnoughOfThem() {
        List<Episode> episodes = run(Runners.listed(x -> false, 0), 1, 2 * Runners.HORIZON + 1, HALF_UP);
        assertThat(episodes).hasSize(3);
        assertThat(Episode.steps(episodes)).isEqualTo(3L * Runners.HORIZON);
        assertThat(run(Runners.listed(x -> false, 0), 1, 2 * Runners.HORIZON, HALF_UP))
                .hasSize(2);
    }

    @Test
    void anEpisodeHoldsWhatHappenedAndWhatItCost() {
        Episode episode = run(Runners.listed(x -> false, 2), 1, 1, HALF_UP).get(0);
        for (int t = 0; t < Runners.HORIZON; t++) {
            assertThat(episode.rollout().states().get(t, 0)).isEqualTo(2 + 0.5 * t);
            assertThat(episode.rollout().observations().get(t, 1)).isEqualTo(-2 - 0.5 * t);
            assertThat(episode.cost(t)).isEqualTo(2 + 0.5 * t + 5 + 100 * t);
        }
        assertThat(episode.ended()).isFalse();
        assertThat(episode.finalCost()).isEqualTo(1000 * 5.0);
        double sum = episode.finalCost();
        for (double cost : episode.costs()) {
            sum += cost;
        }
        assertThat(episode.total()).isEqualTo(sum);
    }

    @Test
    void anEndOfItsOwnStopsItAndCostsNothingMore() {
        Episode episode = run(Runners.listed(x -> x[0] >= 1, 0), 1, 1, HALF_UP).get(0);
        assertThat(episode.steps()).isEqualTo(2);
        assertThat(episode.rollout().states().steps()).isEqualTo(3);
        assertThat(episode.ended()).isTrue();
        assertThat(episode.finalCost()).isZero();
    }

    /** An end in the last step is an end, too, and the final cost is not to be paid. */
    @Test
    void anEndInTheLastStepIsToldApartFromTheTimeBeingUp() {
        Episode ended = run(Runners.listed(x -> x[0] >= 3, 0), 1, 1, HALF_UP).get(0);
        assertThat(ended.steps()).isEqualTo(Runners.HORIZON);
        assertThat(ended.ended()).isTrue();
        assertThat(ended.finalCost()).isZero();
    }

    @Test
    void controlsAreCutAtTheirLimitsAndTheActorIsToldSo() {
        List<Double> applied = new ArrayList<>();
        Episode episode = run(Runners.listed(x -> false, 0), 1, 1, new EpisodeActor() {
                    @Override
                    public void act(double[] x, double[] o, int t, RandomGenerator random, double[] control) {
                        control[0] = t % 2 == 0 ? 3 : -0.25;
                    }

                    @Override
                    public void stepped(RealStep step) {
                        applied.add(step.control()[0]);
                    }
                })
                .get(0);
        assertThat(applied).containsExactly(1.0, -0.25, 1.0, -0.25, 1.0, -0.25);
        assertThat(episode.rollout().controls().toArray()).containsExactly(1, -0.25, 1, -0.25, 1, -0.25);
        assertThat(episode.rollout().clipped()).isEqualTo(3);
    }

    @Test
    void theActorIsToldEveryStepInOrder() {
        List<String> told = new ArrayList<>();
        run(Runners.listed(x -> x[0] >= 1, 0), 1, 3, new EpisodeActor() {
            @Override
            public void begin() {
                told.add("begin");
            }

            @Override
            public void act(double[] x, double[] o, int t, RandomGenerator random, double[] control) {
                control[0] = 0.5;
            }

            @Override
            public void stepped(RealStep step) {
                told.add(step.t() + ": " + step.state()[0] + " to " + step.nextState()[0] + " seen as "
                        + step.nextObservation()[1] + (step.ended() ? ", over" : ""));
            }
        });
        assertThat(told)
                .containsExactly(
                        "begin",
                        "0: 0.0 to 0.5 seen as -0.5",
                        "1: 0.5 to 1.0 seen as -1.0, over",
                        "begin",
                        "0: 0.0 to 0.5 seen as -0.5",
                        "1: 0.5 to 1.0 seen as -1.0, over");
    }

    @Test
    void listedStartsFollowEachOtherAlsoFromIterationToIteration() {
        List<Double> starts = new ArrayList<>();
        for (int iteration = 1; iteration <= 3; iteration++) {
            run(Runners.listed(x -> false, 10, 20, 30), iteration, 2 * Runners.HORIZON, HALF_UP)
                    .forEach(episode -> starts.add(episode.rollout().states().get(0, 0)));
        }
        assertThat(starts).containsExactly(10.0, 20.0, 20.0, 30.0, 30.0, 10.0);
    }

    @Test
    void chanceComesFromSeedIterationAndNumber() {
        EpisodeActor random = (x, o, t, chance, u) -> u[0] = chance.nextDouble();
        List<Episode> first = run(Runners.listed(x -> false, 0), 1, 12, random);
        assertThat(run(Runners.listed(x -> false, 0), 1, 12, random)).isEqualTo(first);
        assertThat(first.get(0)).isNotEqualTo(first.get(1));
        assertThat(run(Runners.listed(x -> false, 0), 2, 12, random)).isNotEqualTo(first);
    }

    @Test
    void whatIsNotFiniteIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> run(
                        Runners.listed(x -> false, 0), 1, 1, (x, o, t, random, u) -> u[0] = t == 3 ? Double.NaN : 0))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("control");
    }

    @Test
    void anInterruptEndsIt() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run(Runners.listed(x -> false, 0), 1, 1, HALF_UP))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void episodesAreReadBackToTheLastBit() {
        List<Episode> episodes = new ArrayList<>(run(
                Runners.listed(x -> x[0] >= 1.5, 0.1), 1, 20, (x, o, t, random, u) -> u[0] = random.nextGaussian()));
        BinaryWriter out = new BinaryWriter();
        EpisodeFormat.write(episodes, out);
        out.writeInt(42);
        BinaryReader in = new BinaryReader(ByteBuffer.wrap(out.toByteArray()));
        assertThat(EpisodeFormat.read(in)).isEqualTo(episodes);
        assertThat(in.readInt()).isEqualTo(42);
    }

    @Test
    void costsOfAnotherLengthAreRefused() {
        Episode episode = run(Runners.listed(x -> false, 0), 1, 1, HALF_UP).get(0);
        assertThatThrownBy(() -> new Episode(episode.rollout(), new double[2], 0, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 6 numbers, found 2");
    }

    @Test
    void stepsOfEpisodesBecomeTransitionsWithTheirCosts() {
        List<Episode> episodes = run(Runners.listed(x -> x[0] >= 1, 0), 1, 3, HALF_UP);
        var data = RealData.transitions(episodes);
        assertThat(data.states()).containsExactly(0, 0.5, 0, 0.5);
        assertThat(data.nextStates()).containsExactly(0.5, 1, 0.5, 1);
        assertThat(data.controls()).containsExactly(0.5, 0.5, 0.5, 0.5);
        assertThat(data.costs()).containsExactly(5, 105.5, 5, 105.5);
        assertThat(RealData.drawStarts(episodes, 3, new RandomStreams(1).stream("starts", 0, 0, 0)))
                .containsExactly(0, 0, 0);
        assertThat(RealData.whitening(episodes).mean()).containsExactly(0.5, -0.5);
        assertThat(RealData.observations(episodes))
                .containsExactly(0, -0.0, 0.5, -0.5, 1, -1, 0, -0.0, 0.5, -0.5, 1, -1);
        assertThat(RealData.meanCost(episodes)).isEqualTo(110.5);
        assertThat(RealData.meanCost(List.of())).isNaN();
        assertThat(RealData.clippedFraction(episodes)).isZero();
        assertThat(RealData.clippedFraction(List.of())).isNaN();
        StateBox box = StateBox.around(episodes, 0.5);
        assertThat(box.lower()).containsExactly(-0.5);
        assertThat(box.upper()).containsExactly(1.5);
        assertThat(box.clamp(0, 7)).isEqualTo(1.5);
        assertThat(box.clamp(0, Double.NaN)).isEqualTo(-0.5);
        assertThat(box.clamp(0, 0.3)).isEqualTo(0.3);
    }
}
