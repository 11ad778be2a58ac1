/** Network teachers as a {@link org.waymark.gps.learner.Learner}: their numbers, and their state as bytes. */
package org.waymark.gps.learner.network;
