/**
 * Simulators that are not Java: a process of their own, asked over its standard input and output, line by line.
 *
 * <p>Read first: {@link org.waymark.sim.external.ExternalPlant} (starts the process and learns what it simulates), {@link
 * org.waymark.sim.external.ExternalSimulator} (one rollout after the other, restarts included) and {@link
 * org.waymark.sim.external.Protocol} (the lines). {@code waymark_server.py}, a resource of this package, speaks the other side for
 * environments of the kind of Gymnasium.
 */
package org.waymark.sim.external;
