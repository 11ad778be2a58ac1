package org.waymark.gps.actorcritic;

import java.util.random.RandomGenerator;

/**
 * Short rollouts in the learned model that branch off from real states, in each step a random elite for each of them (Janner et al. 2019,
 * algorithm 2); with the choices of {@link ImaginationOptions#from} and {@link ImaginationOptions#actions}, Dyna in its general form.
 */
final class BranchedRollouts implements Imagination {
    private static final int MOST = 1000;

    private final ImaginationOptions options;
    private final KnownPlant plant;
    private final ModelKeeper keeper;
    private final boolean chooses;

    /** @param chooses whether where rollouts begin, and who acts, is as the options say; otherwise it is as published */
    BranchedRollouts(ImaginationOptions options, KnownPlant plant, ModelKeeper keeper, boolean chooses) {
        this.options = options;
        this.plant = plant;
        this.keeper = keeper;
        this.chooses = chooses;
    }

    @Override
    public void refresh(
            long realSteps,
            boolean trained,
            Memory real,
            Memory imagined,
            SoftActorCritic agent,
            RandomGenerator random) {
        if (!trained || !options.isOn(realSteps)) {
            return;
        }
        int length = options.length(realSteps);
        long room = (long) options.retain() * options.rollouts() * length;
        imagined.setCapacity(
                (int) Math.min(room, Integer.MAX_VALUE / imagined.columns().size()));
        Branch branch = new Branch(real, imagined, agent, random);
        for (int left = options.rollouts(); left > 0; left -= MOST) {
            branch.roll(Math.min(MOST, left), length);
        }
    }

    /** Rollouts that begin at the same time. */
    private final class Branch {
        private final Memory imagined;
        private final SoftActorCritic agent;
        private final RandomGenerator random;
        private final ModelRollout rollout;
        private final Memory starts;
        private final boolean fromEnds;

        Branch(Memory real, Memory imagined, SoftActorCritic agent, RandomGenerator random) {
            this.imagined = imagined;
            this.agent = agent;
            this.random = random;
            this.rollout = keeper.rollout(MOST).orElseThrow();
            this.fromEnds = chooses && options.from() == ImaginationOptions.From.IMAGINED && imagined.count() > 0;
            this.starts = fromEnds ? imagined : real;
        }

        void roll(int count, int length) {
            int alive = begin(count);
            for (int k = 0; k < length && alive > 0; k++) {
                act(k, alive);
                rollout.drawMembers(alive, random);
                rollout.step(alive, random);
                remember(alive);
                alive = survivors(alive);
            }
        }

        private int begin(int count) {
            Memory.Columns columns = starts.columns();
            int n = columns.n();
            int p = columns.p();
            boolean recent = chooses && options.from() == ImaginationOptions.From.RECENT;
            int among = recent ? Math.min(starts.count(), options.rollouts()) : starts.count();
            int begun = 0;
            for (int b = 0; b < count; b++) {
                int at = starts.at(starts.count() - 1 - random.nextInt(among));
                double[] rows = starts.rows();
                if (fromEnds && rows[at + columns.ended()] > 0) {
                    continue;
                }
                int state = at + (fromEnds ? columns.nextState() : columns.state());
                int observation = at + (fromEnds ? columns.nextObservation() : 0);
                System.arraycopy(rows, state, rollout.states, begun * n, n);
                System.arraycopy(rows, observation, rollout.observations, begun * p, p);
                System.arraycopy(rows, at + columns.action(), rollout.actions, begun * columns.m(), columns.m());
                rollout.times[begun] = (int) rows[at + columns.time()] + (fromEnds ? 1 : 0);
                begun++;
            }
            return begun;
        }

        private void act(int k, int count) {
            ImaginationOptions.Actions by = chooses ? options.actions() : ImaginationOptions.Actions.POLICY;
            if (by == ImaginationOptions.Actions.REPLAYED && k == 0) {
                return; // the actions of the rows that rollouts begin at are there already
            }
            switch (by) {
                case MEAN -> agent.actor().mean(rollout.observations, count, rollout.actions);
                case RANDOM -> {
                    for (int i = 0; i < count * plant.controlSize(); i++) {
                        rollout.actions[i] = 2 * random.nextDouble() - 1;
                    }
                }
                default ->
                    agent.actor().sample(rollout.observations, count, random, rollout.actions, rollout.logDensities);
            }
        }

        private void remember(int count) {
            Memory.Columns columns = imagined.columns();
            int p = columns.p();
            int m = columns.m();
            int n = columns.n();
            for (int b = 0; b < count; b++) {
                int at = imagined.add();
                double[] rows = imagined.rows();
                System.arraycopy(rollout.observations, b * p, rows, at, p);
                System.arraycopy(rollout.actions, b * m, rows, at + columns.action(), m);
                rows[at + columns.cost()] = rollout.costs[b];
                System.arraycopy(rollout.nextObservations, b * p, rows, at + columns.nextObservation(), p);
                rows[at + columns.ended()] = 1 - rollout.continues[b];
                System.arraycopy(rollout.states, b * n, rows, at + columns.state(), n);
                System.arraycopy(rollout.nextStates, b * n, rows, at + columns.nextState(), n);
                rows[at + columns.time()] = rollout.times[b];
            }
        }

        private int survivors(int count) {
            int alive = 0;
            for (int b = 0; b < count; b++) {
                if (rollout.continues[b] > 0) {
                    rollout.goOn(b, alive++);
                }
            }
            return alive;
        }
    }
}
