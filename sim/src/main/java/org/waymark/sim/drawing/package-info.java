/**
 * How plants look: a list of rigid parts, and where they are in a state.
 *
 * <p>Read first: {@link org.waymark.sim.drawing.Drawing} (what a plant says of itself), {@link org.waymark.sim.drawing.Part} (one shape)
 * and {@link org.waymark.sim.drawing.Poses} (how a place is written down).
 *
 * <p>A frame is a pose (p, q) in the world, q a unit quaternion; a point a of a part that hangs on the frame is seen at p + R(q)
 * (p' + R(q') a), with (p', q') the pose of the part in its frame. Lengths are in metres.
 */
package org.waymark.sim.drawing;
