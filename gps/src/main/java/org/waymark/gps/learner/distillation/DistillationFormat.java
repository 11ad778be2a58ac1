package org.waymark.gps.learner.distillation;

import org.waymark.distillation.Activation;
import org.waymark.distillation.OptimizerState;
import org.waymark.distillation.TrainingReport;
import org.waymark.distillation.Whitening;
import org.waymark.distillation.policy.DistillationState;
import org.waymark.distillation.policy.Labelled;
import org.waymark.distillation.policy.Reach;
import org.waymark.distillation.policy.Student;
import org.waymark.distillation.policy.StudentKind;
import org.waymark.distillation.policy.StudentParts;
import org.waymark.distillation.policy.TrainedStudent;
import org.waymark.gps.learner.BinaryReader;
import org.waymark.gps.learner.BinaryWriter;
import org.waymark.gps.learner.PartsReader;
import org.waymark.gps.learner.PartsWriter;
import org.waymark.gps.learner.StateFormat;

/** A {@link DistillationState}, component by component in the order of the records. */
final class DistillationFormat implements StateFormat<DistillationState> {
    @Override
    public String name() {
        return "policy distillation 1";
    }

    @Override
    public void write(DistillationState state, BinaryWriter out) {
        PartsWriter parts = new PartsWriter(out);
        out.writeInt(state.iteration());
        student(state.student().student(), parts, out);
        out.writeList(state.student().lossBefore(), out::writeDouble);
        out.writeList(state.student().lossAfter(), out::writeDouble);
        out.writeText(state.student().status().name());
        out.writeList(state.data(), data -> {
            out.writeInt(data.observationSize());
            out.writeInt(data.outputSize());
            out.writeDoubles(data.observations());
            out.writeDoubles(data.targets());
            out.writeDoubles(data.precisions());
        });
        out.writeList(state.costs(), out::writeDouble);
        out.writeOptional(state.best(), best -> {
            student(best.student(), parts, out);
            out.writeList(best.costs(), out::writeDouble);
            out.writeInt(best.iteration());
        });
        out.writeLong(state.visits());
        out.writeList(state.reaches(), reach -> {
            out.writeDoubles(reach.lower());
            out.writeDoubles(reach.upper());
        });
        out.writeList(state.reference(), reference -> {
            out.writeDouble(reference.teacher());
            out.writeDouble(reference.idle());
        });
    }

    @Override
    public DistillationState read(BinaryReader in) {
        PartsReader parts = new PartsReader(in);
        return new DistillationState(
                in.readInt(),
                new TrainedStudent(
                        student(parts, in),
                        in.readList(in::readDouble),
                        in.readList(in::readDouble),
                        TrainingReport.Status.valueOf(in.readText())),
                in.readList(() ->
                        new Labelled(in.readInt(), in.readInt(), in.readDoubles(), in.readDoubles(), in.readDoubles())),
                in.readList(in::readDouble),
                in.readOptional(() ->
                        new DistillationState.Best(student(parts, in), in.readList(in::readDouble), in.readInt())),
                in.readLong(),
                in.readList(() -> new Reach(in.readDoubles(), in.readDoubles())),
                in.readList(() -> new DistillationState.Reference(in.readDouble(), in.readDouble())));
    }

    private static void student(Student student, PartsWriter parts, BinaryWriter out) {
        parts.shared(student, value -> {
            StudentParts all = value.parts();
            out.writeText(all.kind().name());
            out.writeList(all.hidden(), out::writeInt);
            out.writeText(all.activation().name());
            out.writeList(all.observations(), out::writeInt);
            out.writeList(all.outputs(), out::writeInt);
            out.writeInt(all.isDiscrete() ? 1 : 0);
            block(all.shared(), out);
            out.writeList(all.heads(), head -> block(head, out));
            out.writeList(all.senses(), senses -> {
                whitening(senses.observations(), out);
                whitening(senses.outputs(), out);
                out.writeDoubles(senses.covariance());
            });
        });
    }

    private static Student student(PartsReader parts, BinaryReader in) {
        return parts.shared(
                Student.class,
                () -> Student.of(new StudentParts(
                        StudentKind.valueOf(in.readText()),
                        in.readList(in::readInt),
                        Activation.valueOf(in.readText()),
                        in.readList(in::readInt),
                        in.readList(in::readInt),
                        in.readInt() == 1,
                        block(in),
                        in.readList(() -> block(in)),
                        in.readList(() -> new Student.Senses(whitening(in), whitening(in), in.readDoubles())))));
    }

    private static void block(Student.Block block, BinaryWriter out) {
        out.writeDoubles(block.parameters());
        out.writeLong(block.memory().steps());
        out.writeDoubles(block.memory().firstMoment());
        out.writeDoubles(block.memory().secondMoment());
    }

    private static Student.Block block(BinaryReader in) {
        return new Student.Block(
                in.readDoubles(), new OptimizerState(in.readLong(), in.readDoubles(), in.readDoubles()));
    }

    private static void whitening(Whitening whitening, BinaryWriter out) {
        out.writeDoubles(whitening.mean());
        out.writeDoubles(whitening.deviation());
    }

    private static Whitening whitening(BinaryReader in) {
        return new Whitening(in.readDoubles(), in.readDoubles());
    }
}
