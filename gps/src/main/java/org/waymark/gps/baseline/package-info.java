/** What every learner is compared with: laws that learn nothing, and one that plans on the plant itself. Begin with {@link org.waymark.gps.baseline.Baselines}. */
package org.waymark.gps.baseline;
