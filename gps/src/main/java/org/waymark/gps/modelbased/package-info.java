/**
 * What the learners share that take one real step at a time: whole episodes, run by an actor, and written down; and what those share
 * that learn a model from them, {@link org.waymark.gps.modelbased.KnownTask} above all: what need not be learned.
 *
 * <p>Read first: {@link org.waymark.gps.modelbased.Episode} (what happened), {@link org.waymark.gps.modelbased.EpisodeRunner} (how it is made)
 * and {@link org.waymark.gps.modelbased.EpisodeActor} (who acts in it).
 */
package org.waymark.gps.modelbased;
