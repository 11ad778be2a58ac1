package org.waymark.distillation.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.waymark.lqr.RandomStreams;

/**
 * Policy distillation: several teachers into one student (Rusu et al. 2016), on the states of teachers or student (DAgger: Ross, Gordon and
 * Bagnell 2011).
 *
 * <p>It is the loop of guided policy search with teachers that do not change: run, ask, train, judge. State goes in, state comes
 * out, the same bits for the same seed if the environments' are.
 */
public final class PolicyDistillation {
    private final List<TaughtTask> tasks;
    private final DistillationOptions options;
    private final StudentTrainer trainer;
    private final RandomStreams streams;

    /**
     * Nothing is run yet.
     *
     * @throws IllegalArgumentException if one student cannot take all teachers; the message names one that does not fit
     */
    public PolicyDistillation(List<TaughtTask> tasks, DistillationOptions options, long seed) {
        this.tasks = List.copyOf(tasks);
        this.options = options;
        this.trainer = new StudentTrainer(options, tasks);
        this.streams = new RandomStreams(seed);
    }

    /** The state before the first iteration; nothing is run for it. */
    public DistillationState initialState() {
        List<Labelled> data = tasks.stream()
                .map(task -> Labelled.none(task.observationSize(), task.outputSize()))
                .toList();
        TrainedStudent blank = trainer.blank(streams.derive("network", 0, 0, 0));
        return new DistillationState(0, blank, data, List.of(), Optional.empty(), 0, List.of(), List.of());
    }

    /** One round: run, ask, aggregate, train, judge. */
    public DistillationState iterate(DistillationState state) {
        List<Visits> visits = collect(state);
        List<Labelled> data = ask(state, visits);
        TrainedStudent student = train(state, data);
        return judge(state, visits, data, student);
    }

    /** Runs teacher or student in each task; what they came to, per task. */
    public List<Visits> collect(DistillationState state) {
        return IntStream.range(0, tasks.size())
                .mapToObj(k -> tasks.get(k).environment().collect(state.iteration(), actors(state, k)))
                .toList();
    }

    private List<Actor> actors(DistillationState state, int k) {
        TaughtTask task = tasks.get(k);
        double share = StrictMath.pow(options.teacherShare(), state.iteration());
        List<Actor> actors = new ArrayList<>();
        for (int i = 0; i < options.rollouts(); i++) {
            RandomGenerator random = streams.stream("mixture", state.iteration(), k, i);
            actors.add(new MixedActor(
                    task.teacher(),
                    state.student().student().actor(k),
                    task.environment().spec(),
                    share,
                    options.noise(),
                    random));
        }
        return actors;
    }

    /** What the teachers would have done there, after all that they have said before; per task. */
    public List<Labelled> ask(DistillationState state, List<Visits> visits) {
        List<Labelled> said = new ArrayList<>();
        for (int k = 0; k < tasks.size(); k++) {
            Visits seen = state.iteration() == 0
                    ? visits.get(k)
                    : visits.get(k).within(state.reaches().get(k), options.farthest());
            said.add(tasks.get(k).teacher().label(seen));
        }
        return aggregate(state.data(), said);
    }

    private static List<Labelled> aggregate(List<Labelled> before, List<Labelled> more) {
        return IntStream.range(0, before.size())
                .mapToObj(k -> before.get(k).plus(more.get(k)))
                .toList();
    }

    /** Supervised training of the student. */
    public TrainedStudent train(DistillationState state, List<Labelled> data) {
        return trainer.train(state.student(), data, streams.derive("training", state.iteration(), 0, 0));
    }

    /** Judges a student without noise and, the first time, teachers and doing nothing; the next iteration's state. */
    public DistillationState judge(
            DistillationState state, List<Visits> visits, List<Labelled> data, TrainedStudent student) {
        List<DistillationState.Reference> reference = state.iteration() == 0 ? reference() : state.reference();
        List<Double> costs = evaluate(student.student());
        DistillationState.Best latest = new DistillationState.Best(student.student(), costs, state.iteration() + 1);
        return new DistillationState(
                latest.iteration(),
                student,
                data,
                costs,
                Optional.of(better(reference, state.best(), latest)),
                state.visits() + visits.stream().mapToLong(Visits::size).sum(),
                state.iteration() == 0 ? visits.stream().map(Reach::of).toList() : state.reaches(),
                reference);
    }

    private List<DistillationState.Reference> reference() {
        return tasks.stream()
                .map(task -> new DistillationState.Reference(
                        task.environment().cost(task.teacher().actor()),
                        task.environment().cost((state, observation, t, control) -> Arrays.fill(control, 0))))
                .toList();
    }

    private List<Double> evaluate(Student student) {
        return IntStream.range(0, tasks.size())
                .mapToObj(k -> tasks.get(k).environment().cost(student.actor(k)))
                .toList();
    }

    /** That whose least return is the higher, the later one if they are alike. */
    private static DistillationState.Best better(
            List<DistillationState.Reference> reference,
            Optional<DistillationState.Best> before,
            DistillationState.Best latest) {
        double least = DistillationState.least(reference, latest.costs());
        return before.filter(best -> DistillationState.least(reference, best.costs()) > least)
                .orElse(latest);
    }
}
