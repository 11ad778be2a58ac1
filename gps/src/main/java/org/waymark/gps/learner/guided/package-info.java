/** Guided policy search as a {@link org.waymark.gps.learner.Learner}: its numbers, and its state as bytes. */
package org.waymark.gps.learner.guided;
