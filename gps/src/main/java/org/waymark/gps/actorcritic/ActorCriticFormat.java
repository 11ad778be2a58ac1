package org.waymark.gps.actorcritic;

import org.waymark.distillation.OptimizerState;
import org.waymark.distillation.Whitening;
import org.waymark.gps.learner.BinaryReader;
import org.waymark.gps.learner.BinaryWriter;
import org.waymark.gps.learner.PartsReader;
import org.waymark.gps.learner.PartsWriter;
import org.waymark.gps.learner.StateFormat;
import org.waymark.gps.modelbased.EpisodeFormat;

/** {@link ActorCriticState}s, component by component. */
final class ActorCriticFormat implements StateFormat<ActorCriticState> {
    @Override
    public String name() {
        return "actor-critic 1";
    }

    @Override
    public void write(ActorCriticState state, BinaryWriter out) {
        PartsWriter parts = new PartsWriter(out);
        out.writeInt(state.iteration());
        out.writeLong(state.environmentSteps());
        out.writeOptional(state.agent(), agent -> agent(agent, out));
        out.writeDoubles(state.real().rows());
        out.writeDoubles(state.imagined().rows());
        out.writeOptional(state.model(), parts::model);
        EpisodeFormat.write(state.latest(), out);
        out.writeOptional(state.best(), parts::best);
        out.writeInt(state.stopped() ? 1 : 0);
    }

    private static void agent(AgentState agent, BinaryWriter out) {
        out.writeDoubles(agent.observations().mean());
        out.writeDoubles(agent.observations().deviation());
        out.writeDouble(agent.costScale());
        network(agent.actor(), out);
        out.writeList(agent.critics(), critic -> network(critic, out));
        out.writeList(agent.targets(), out::writeDoubles);
        network(agent.temperature(), out);
        out.writeLong(agent.updates());
    }

    private static void network(TrainedNetwork network, BinaryWriter out) {
        out.writeDoubles(network.parameters());
        out.writeLong(network.optimizer().steps());
        out.writeDoubles(network.optimizer().firstMoment());
        out.writeDoubles(network.optimizer().secondMoment());
    }

    @Override
    public ActorCriticState read(BinaryReader in) {
        PartsReader parts = new PartsReader(in);
        return new ActorCriticState(
                in.readInt(),
                in.readLong(),
                in.readOptional(() -> agent(in)),
                new Memory.Content(in.readDoubles()),
                new Memory.Content(in.readDoubles()),
                in.readOptional(parts::model),
                EpisodeFormat.read(in),
                in.readOptional(parts::best),
                in.readInt() == 1);
    }

    private static AgentState agent(BinaryReader in) {
        return new AgentState(
                new Whitening(in.readDoubles(), in.readDoubles()),
                in.readDouble(),
                network(in),
                in.readList(() -> network(in)),
                in.readList(in::readDoubles),
                network(in),
                in.readLong());
    }

    private static TrainedNetwork network(BinaryReader in) {
        return new TrainedNetwork(
                in.readDoubles(), new OptimizerState(in.readLong(), in.readDoubles(), in.readDoubles()));
    }
}
