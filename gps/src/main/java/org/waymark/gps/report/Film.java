package org.waymark.gps.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.waymark.gps.learner.Recording.Actor;
import org.waymark.gps.learner.Recording.Take;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.drawing.Part;
import org.waymark.sim.drawing.Poses;

/** Pictures of a rollout: the same rollout gives the same pixels. There are no letters in them, so that no fonts are needed. */
public final class Film {
    private static final Color PAPER = new Color(0xf4f6f7);
    private static final Color SURROUNDINGS = new Color(0xaab3ba);
    private static final Color EXPLORER = new Color(0x0072b2);
    private static final Color EXPLORER_TIP = new Color(0x56b4e9);
    private static final Color POLICY = new Color(0xd55e00);
    private static final Color POLICY_TIP = new Color(0xe69f00);
    private static final Color TARGET = new Color(0x009e73);
    private static final float TARGET_REACH = 8;
    private static final double BAR = 3;

    private final Drawing drawing;
    private final List<double[]> targets;
    private final double timeStep;
    private final boolean isPolicy;
    private final List<double[]> poses = new ArrayList<>();
    private final View view;

    /**
     * @param stage whose plant has a drawing
     * @param take what to show
     * @param width of each picture, pixels
     * @param height of each picture, pixels
     * @throws IllegalArgumentException if nobody has said how the plant looks
     */
    public Film(Stage stage, Take take, int width, int height) {
        drawing =
                stage.drawing().orElseThrow(() -> new IllegalArgumentException("this plant does not say how it looks"));
        targets = stage.targets();
        timeStep = stage.timeStep();
        isPolicy = take.actor() == Actor.POLICY;
        double[] all = Replay.poses(drawing, take.states(), 1);
        int length = drawing.frames() * Poses.SIZE;
        for (int t = 0; t < take.states().steps(); t++) {
            double[] one = new double[length];
            System.arraycopy(all, t * length, one, 0, length);
            poses.add(one);
        }
        view = new View(Camera.around(drawing, targets, poses), width, height);
    }

    /** How long the rollout took, in seconds. */
    public double duration() {
        return timeStep * (poses.size() - 1);
    }

    /** The picture at a time after the beginning, in seconds; states between two steps are blended. */
    public BufferedImage picture(double seconds) {
        BufferedImage image = new BufferedImage(view.width(), view.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = begin(image);
        trail(graphics);
        paint(graphics, at(seconds));
        graphics.setColor(TARGET);
        graphics.setStroke(new BasicStroke(2));
        for (double[] target : targets) {
            double[] p = view.see(target);
            Path2D mark = new Path2D.Double();
            mark.moveTo(p[0] - TARGET_REACH, p[1]);
            mark.lineTo(p[0] + TARGET_REACH, p[1]);
            mark.moveTo(p[0], p[1] - TARGET_REACH);
            mark.lineTo(p[0], p[1] + TARGET_REACH);
            graphics.draw(mark);
        }
        graphics.setColor(isPolicy ? POLICY : EXPLORER);
        double share = duration() == 0 ? 1 : Math.min(1, seconds / duration());
        graphics.fillRect(0, (int) (view.height() - BAR), (int) Math.round(share * view.width()), (int) BAR);
        graphics.dispose();
        return image;
    }

    /** Several pictures beside each other, evenly from the beginning to the end. */
    public BufferedImage strip(int count) {
        BufferedImage image = new BufferedImage(count * view.width(), view.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < count; i++) {
            double seconds = count == 1 ? duration() : duration() * i / (count - 1);
            graphics.drawImage(picture(seconds), i * view.width(), 0, null);
        }
        graphics.dispose();
        return image;
    }

    private Graphics2D begin(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, view.width(), view.height());
        return graphics;
    }

    private double[] at(double seconds) {
        double row = Math.max(0, Math.min(poses.size() - 1.0, seconds / timeStep));
        double[] from = poses.get((int) Math.floor(row));
        double[] to = poses.get((int) Math.ceil(row));
        double[] blend = new double[from.length];
        for (int i = 0; i < blend.length; i++) {
            blend[i] = from[i] + (to[i] - from[i]) * (row - Math.floor(row));
        }
        for (int at = 3; at < blend.length; at += Poses.SIZE) {
            double squares = 0;
            for (int i = at; i < at + 4; i++) {
                squares += blend[i] * blend[i];
            }
            for (int i = at; i < at + 4; i++) {
                blend[i] /= Math.sqrt(squares);
            }
        }
        return blend;
    }

    private void paint(Graphics2D graphics, double[] placed) {
        List<Shape> shapes = new ArrayList<>();
        drawing.parts().forEach(part -> shapes.addAll(Shape.of(part, placed, view, colour(part.role()))));
        shapes.sort(Comparator.comparingDouble(Shape::depth));
        for (Shape shape : shapes) {
            if (shape.thickness() > 0) {
                graphics.setColor(PAPER);
                graphics.setStroke(stroke(shape.thickness() + 1.6));
                graphics.draw(shape.outline());
                graphics.setColor(shape.colour());
                graphics.setStroke(stroke(shape.thickness()));
                graphics.draw(shape.outline());
            } else {
                graphics.setColor(shape.colour());
                graphics.fill(shape.outline());
                graphics.setColor(PAPER);
                graphics.setStroke(stroke(0.8));
                graphics.draw(shape.outline());
            }
        }
    }

    private Color colour(Part.Role role) {
        return switch (role) {
            case SURROUNDINGS -> SURROUNDINGS;
            case POINT -> isPolicy ? POLICY_TIP : EXPLORER_TIP;
            case BODY -> isPolicy ? POLICY : EXPLORER;
        };
    }

    private static BasicStroke stroke(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    /** Where the points that matter go. */
    private void trail(Graphics2D graphics) {
        graphics.setColor(isPolicy ? POLICY_TIP : EXPLORER_TIP);
        graphics.setStroke(stroke(1.5));
        drawing.parts().stream().filter(part -> part.role() == Part.Role.POINT).forEach(part -> {
            Path2D path = new Path2D.Double();
            for (int t = 0; t < poses.size(); t++) {
                double[] pose = Poses.compose(poses.get(t), part.frame(), part.pose());
                double[] p = view.see(pose);
                if (t == 0) {
                    path.moveTo(p[0], p[1]);
                } else {
                    path.lineTo(p[0], p[1]);
                }
            }
            graphics.draw(path);
        });
    }
}
